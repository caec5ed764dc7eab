/**
 * Colours and lines of a chart. Everything that a colour says is also said by a shape: deficits are solid and below zero,
 * surpluses hollow and above; exports are dashed; alerts differ by their sign.
 */
export const CHART_STYLE = `
.chart{--paper:#fff;--ink:#1c1b1a;--muted:#5b5853;--rung:#e3dfd7;--deficit:#a8321f;--deficit-past:#bf6759;--surplus:#1f5c8b;--main:#23485f;--exports:#1f5c8b;--imports:#8f4a0b;--announced:#5b5853;--gap:#f1ece2;--fires:#8c2f6b;font:14px/1.2 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;fill:var(--ink)}
@media (prefers-color-scheme:dark){.chart{--paper:#16181b;--ink:#ece9e3;--muted:#aaa59c;--rung:#34373c;--deficit:#ff8f7d;--deficit-past:#c27064;--surplus:#86bdea;--main:#9fc9e3;--exports:#86bdea;--imports:#e9aa66;--announced:#aaa59c;--gap:#24272b;--fires:#e59acb}}
.chart text{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
.chart path{fill:none}
.chart .tick{font-size:13px;fill:var(--muted)}
.chart .year{font-weight:600;fill:var(--ink)}
.chart .rung,.chart .nick{stroke:var(--rung)}
.chart .zero{stroke:var(--ink)}
.chart .bar.deficit{fill:var(--deficit-past)}
.chart .bar.deficit.last{fill:var(--deficit)}
.chart .bar.surplus{fill:var(--paper);stroke:var(--surplus);stroke-width:1.6}
.chart .bar.surplus.dense{fill:var(--surplus);stroke:none}
.chart .value{font-size:13px;font-weight:600}
.chart .missing{fill:var(--muted)}
.chart .gap{fill:var(--gap)}
.chart .curve path{stroke-width:2.4;stroke-linejoin:round;stroke-linecap:round}
.chart .main{--tone:var(--main)}.chart .exports{--tone:var(--exports)}.chart .imports{--tone:var(--imports)}.chart .announced{--tone:var(--announced)}.chart .end.deficit{--tone:var(--deficit)}.chart .end.surplus{--tone:var(--surplus)}
.chart .curve path{stroke:var(--tone)}
.chart .exports path{stroke-dasharray:7 4;stroke-linecap:butt}
.chart .announced path{stroke-dasharray:2 4}
.chart .dot,.chart .end circle{fill:var(--tone)}
.chart .end text{fill:var(--tone);font-weight:600}
.chart .line{stroke:var(--fires);stroke-width:1.2}
.chart .line.clears{stroke-dasharray:5 4}
.chart .label{font-size:12.5px;fill:var(--fires)}
.chart .first path{stroke:var(--ink);stroke-dasharray:2 2}
.chart .first circle{fill:var(--paper);stroke:var(--ink);stroke-width:1.6}
.chart .mark{stroke:var(--ink);stroke-width:1.6;fill:var(--paper)}
.chart .mark.fired{fill:var(--ink)}
.chart .mark.retracted{stroke-width:2.4}
.chart .title{font-size:18px;font-weight:700}
.chart .under,.chart .foot{fill:var(--muted)}
.chart .foot{font-size:12px}
.chart .wide{display:none}
`;

/** In a document of its own a chart is as wide as the image; on a page, as its column. */
export const ALONE_STYLE = `${CHART_STYLE}.chart .sheet{fill:var(--paper)}
@media (min-width:600px){.chart .wide{display:block}.chart .narrow{display:none}}
`;
