import { raw } from 'hono/html';
import { type ChartId, chartOf } from '../../functions/query/charts/chart.ts';
import { chartAlone, chartOnPage } from '../../functions/query/charts/chart-svg.ts';
import { sourcesOf } from '../../functions/query/charts/route.ts';
import type { PairHistory } from '../../functions/query/pair-history.ts';
import type { Alert } from '../../shared/domain/alert.ts';
import { instant, type Vintage } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { type RuleDefinition, ruleSchema } from '../../shared/domain/rule.ts';
import { seriesOf } from '../../shared/domain/series.ts';

interface Known {
  readonly alerts?: readonly Alert[];
  readonly rules?: readonly Omit<Partial<RuleDefinition>, 'pair'>[];
}

/** What is known of the fictional pair XA-XB. */
export function historyOf(
  vintages: readonly Vintage[],
  { alerts = [], rules = [] }: Known = {},
): PairHistory {
  return {
    pair: pair('XA-XB'),
    at: undefined,
    vintages,
    series: seriesOf(vintages),
    alerts,
    rules: rules.map((rule, index) => ({
      ...ruleSchema.parse({ id: `rule-${index}`, pair: 'XA-XB', ...rule }),
      version: 1,
      retired: false,
      inForceSince: 1,
      settings: null,
      writtenAt: instant('2026-01-01T00:00:00Z'),
    })),
  };
}

/** A chart as it is embedded: the text of its SVG. */
export async function drawn(
  history: PairHistory,
  id: ChartId,
  range: Parameters<typeof chartOf>[2] = {},
): Promise<string> {
  const chart = chartOf(history, id, range);
  return String(raw(await chartAlone(chart, sourcesOf(chart), undefined)));
}

/** The same for a page. */
export async function drawnOnPage(history: PairHistory, id: ChartId): Promise<string> {
  return String(raw(await chartOnPage(chartOf(history, id))));
}

/** One of its two drawings. */
export function drawingOf(svg: string, size: 'narrow' | 'wide'): string {
  return svg.split('<svg class="').find((part) => part.startsWith(size)) ?? '';
}

/** The words of a drawing, in the order in which they stand there. */
export function wordsOf(drawing: string): string[] {
  return [...drawing.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map(([, words = '']) =>
    words.replace(/<title>.*?<\/title>|<[^>]*>/gs, ' ').trim(),
  );
}

/** The attributes of the elements of a class, as they are written. */
export function elementsOf(drawing: string, className: string): string[] {
  return [...drawing.matchAll(/<(?:path|rect|circle|text|g)\b[^>]*>/g)]
    .map(([element]) => element)
    .filter((element) => new RegExp(`class="[^"]*\\b${className}\\b`).test(element));
}
