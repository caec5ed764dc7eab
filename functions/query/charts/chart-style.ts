import { readInline } from '../assets.ts';

/**
 * Colours and lines of a chart. Everything that a colour says is also said by a shape: deficits are solid and below zero,
 * surpluses hollow and above; exports are dashed; alerts differ by their sign.
 */
export const CHART_STYLE = readInline('chart.css');

/** In a document of its own a chart is as wide as the image; on a page, as its column. */
export const ALONE_STYLE = `${CHART_STYLE}.chart .sheet{fill:var(--paper)}
@media (min-width:600px){.chart .wide{display:block}.chart .narrow{display:none}}
`;
