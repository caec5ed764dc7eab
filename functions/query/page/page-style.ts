import { CHART_STYLE } from '../charts/chart-style.ts';

/** What whatever is read here has in common: colours, light and dark as the reader's system is, letters, the head and the foot. */
export const BASE_STYLE = `:root{color-scheme:light dark;--paper:#fff;--ink:#1c1b1a;--muted:#5b5853;--rule:#d8d3c9;--panel:#f7f4ee;--link:#1c547f;--alarm:#a8321f;--serif:"Iowan Old Style","Palatino Linotype",Palatino,Georgia,"Times New Roman",serif}
@media (prefers-color-scheme:dark){:root{--paper:#16181b;--ink:#ece9e3;--muted:#aaa59c;--rule:#3a3d43;--panel:#1e2125;--link:#8fc1ea;--alarm:#ff8f7d}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:72rem;padding:0 1rem 3rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
h1,h2,h3{font-family:var(--serif);line-height:1.2;margin:0;text-wrap:balance}
h1{font-size:clamp(1.7rem,5vw,2.4rem);margin:.9rem 0 .4rem}
h2{font-size:1.45rem}
h3{font-size:1.15rem;margin-top:1.4rem}
ul,ol,dl,dd,p,figure{margin:0;padding:0}
ul,ol{list-style:none}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:.5rem;background:var(--paper);padding:.3rem .6rem}
.masthead{display:flex;flex-wrap:wrap;gap:.2rem 1rem;align-items:baseline;padding:.8rem 0 .6rem;border-bottom:3px double var(--ink)}
.masthead .mark{display:inline-flex;gap:.45rem;align-items:center;font:700 1.35rem/1 var(--serif);color:inherit;text-decoration:none}
.masthead p,footer{color:var(--muted);font-size:.875rem}
footer{margin-top:3rem;padding-top:.8rem;border-top:3px double var(--ink)}
`;

/** One style for all pages, with that of the charts; black on white in print. */
export const PAGE_STYLE = `${CHART_STYLE}@container (min-width:600px){.chart .wide{display:block}.chart .narrow{display:none}}
${BASE_STYLE}.hint,.when,.fresh,.source,.links,.note{color:var(--muted);font-size:.875rem}
.section{margin:2.4rem 0 .2rem;padding-top:.7rem;border-top:1px solid var(--ink)}
.news{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(20rem,100%),1fr));gap:1rem 2rem;margin-top:.8rem}
.news li{border-top:1px solid var(--rule);padding-top:.5rem}
.news .headline{font:600 1.08rem/1.3 var(--serif);color:inherit;text-decoration-color:var(--rule)}
.news .headline:hover{text-decoration-color:currentColor}
.critical .severity,.warning .severity{color:var(--alarm);font-weight:600}
.cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(20rem,100%),1fr));gap:1.2rem;margin-top:1rem}
.card{display:flex;flex-direction:column;gap:.55rem;border:1px solid var(--rule);border-top:3px solid var(--ink);padding:.8rem 1rem 1rem}
.card h2{font-size:1.2rem}
.card h2 a{color:inherit;text-decoration-color:var(--rule)}
.lead strong{font:700 2rem/1.1 var(--serif);margin-right:.15rem}
.lead.none strong{font-size:1.3rem;color:var(--muted)}
.change{font-size:.94rem}
.rates{border-top:1px solid var(--rule);padding-top:.5rem;display:grid;gap:.3rem;font-size:.94rem}
.rates .name{display:block;color:var(--muted);font-size:.875rem}
.rates strong{font-size:1.2rem}
.rates dl div{display:flex;justify-content:space-between;gap:1rem}
.rates dt{color:var(--muted);font-size:.875rem}
.rates dd{font-weight:600}
.spark{display:block;width:100%;height:auto}
.ends{display:flex;justify-content:space-between;color:var(--muted);font-size:.8rem;margin-top:-.5rem}
.spark path{fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;vector-effect:non-scaling-stroke}
.spark .zero{stroke:var(--rule)}
.spark circle{fill:currentColor}
.standings{display:grid;gap:.45rem;font-size:.9rem;border-top:1px solid var(--rule);padding-top:.5rem}
.band .standings,.sources{margin-top:.8rem}
.standings li{padding-left:1.3rem;text-indent:-1.3rem}
.standings .sign{display:inline-block;width:1.3rem;text-indent:0}
.firing b,.firing .sign{color:var(--alarm)}
.fresh{margin-top:auto;padding-top:.3rem}
.fresh span{display:block}
.head,.band,.plate{display:grid;grid-template-columns:minmax(0,1fr);gap:0 2.5rem}
.band .news{grid-template-columns:1fr}
@media (min-width:64rem){.head,.plate{grid-template-columns:minmax(0,47rem) minmax(0,1fr)}.head .turn{align-self:start}.band{grid-template-columns:repeat(3,minmax(0,1fr))}.third{grid-column:3;grid-row:1}.drawn{grid-column:1/-1;grid-row:2}.told{align-items:start}.told .chart-image{grid-column:1;grid-row:1}.told .facts{grid-column:2;grid-template-columns:1fr;gap:0}.told .facts dd{margin-bottom:.6rem}}
.lede{font:1.15rem/1.45 var(--serif);max-width:46rem}
.kicker{margin-top:1rem;font-size:.875rem}
.turn{display:flex;flex-wrap:wrap;gap:.5rem .8rem;align-items:end;margin:1.1rem 0;padding:.7rem .9rem;background:var(--panel)}
.turned{margin:.8rem 0;padding:.6rem .9rem;border-left:4px solid var(--alarm);background:var(--panel)}
label{display:grid;grid-template-columns:minmax(0,1fr);gap:.15rem;max-width:100%;font-size:.875rem;color:var(--muted)}
input,select,button{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--muted);border-radius:3px;padding:.4rem .55rem;min-height:2.5rem;max-width:100%}
button{cursor:pointer;background:var(--ink);color:var(--paper);border-color:var(--ink);padding-inline:1rem}
button.second{background:var(--paper);color:var(--ink)}
fieldset{border:0;margin:0;padding:0;min-width:0}
legend{padding:0;font-size:.875rem;color:var(--muted)}
.checks{display:flex;flex-wrap:wrap;gap:.1rem 1.2rem}
.checks label{display:flex;gap:.4rem;align-items:center;font-size:1rem;color:inherit}
.checks input{min-height:1.2rem;width:1.1rem}
form.panel{display:flex;flex-wrap:wrap;gap:.8rem 1rem;align-items:end;margin:.8rem 0;padding:.9rem;background:var(--panel)}
form.panel[hidden]{display:none}
form.panel fieldset,form.panel output:not(:empty),form.panel .wide-field{flex:1 0 100%}
form.panel .wide-field input{width:100%}
[data-result]>*{margin-top:.5rem}
.pair-of-forms{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr));gap:0 1.2rem}
output{display:block}
output.fault{color:var(--alarm)}
.graphic{margin-top:2.4rem;padding-top:.7rem;border-top:1px solid var(--ink)}
.margin{display:grid;gap:.5rem;align-content:start;font-size:.9rem;color:var(--muted)}
.margin h3{margin:.5rem 0 0;font-size:1rem;color:var(--ink)}
.graphic figure{container-type:inline-size;position:relative;margin:.5rem 0}
.chart{display:block;width:100%;height:auto;overflow:visible}
.readout{position:absolute;right:0;top:0;background:var(--paper);padding:.1rem .4rem;font-size:.875rem;font-weight:600;pointer-events:none}
.chart .reading{stroke:var(--muted);stroke-dasharray:2 3}
figcaption{color:var(--muted);font-size:.875rem}
details{margin:.35rem 0}
summary{cursor:pointer;padding:.2rem 0}
.scroll{overflow-x:auto;position:relative}
.scroll :is(th,td){white-space:nowrap}
.scroll tbody th{position:sticky;left:0;background:var(--paper)}
table{border-collapse:collapse;font-size:.9rem;width:100%}
th,td{padding:.28rem .6rem;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}
th:first-child,td:first-child{padding-left:0}
thead th{font-weight:600;color:var(--muted);border-bottom:1px solid var(--ink)}
tbody th{font-weight:400}
.footnotes{list-style:decimal;padding-left:1.6rem;margin-top:.5rem;font-size:.875rem;color:var(--muted);max-width:50rem}
.number{text-align:right;white-space:nowrap}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.2rem;margin:.8rem 0}
.facts dt{color:var(--muted)}
.facts dd{min-width:0}
.terms dt{font-weight:600;margin-top:.6rem}
.terms dd{max-width:46rem}
.sources{border-top:1px solid var(--rule);padding-top:.5rem;font-size:.9rem}
.sources li{margin-bottom:.45rem}
@media (max-width:40rem){.measures thead{display:none}.measures tr{display:grid;grid-template-columns:1fr auto;padding:.5rem 0;border-bottom:1px solid var(--rule)}.measures tbody :is(th,td){border:0;padding:0}.measures th{font-weight:600}.measures td:nth-child(n+3){color:var(--muted)}.measures td:nth-child(4){grid-row:3;grid-column:1/-1}}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--panel);padding:.7rem .9rem;font-size:.85rem;margin:.5rem 0}
img.chart-image{display:block;width:100%;max-width:50rem;height:auto;aspect-ratio:4/3}
@media (max-width:30rem){.facts{grid-template-columns:1fr;gap:0 1rem}.facts dd{margin-bottom:.5rem}}
@media print{:root,.chart{--paper:#fff;--ink:#000;--muted:#444;--rule:#999;--panel:#fff;--link:#000;--alarm:#000;--deficit:#444;--deficit-past:#777;--surplus:#444;--main:#000;--exports:#000;--imports:#000;--announced:#444;--fires:#000;--gap:#eee;--rung:#ddd}
body{max-width:none;font-size:10pt}.asked,.turn,.links,.skip{display:none}.graphic figure,.card,.news li,tr{break-inside:avoid}h2,h3{break-after:avoid}.card{border-color:#999}
details::details-content{content-visibility:visible;height:auto}}
`;
