import { readInline } from '../assets.ts';
import { CHART_STYLE } from '../charts/chart-style.ts';

/** What whatever is read here has in common: colours, light and dark as the reader's system is, letters, the head and the foot. */
export const BASE_STYLE = readInline('base.css');

/** One style for all pages, with that of the charts; black on white in print. */
export const PAGE_STYLE = `${CHART_STYLE}${BASE_STYLE}${readInline('page.css')}`;
