import { op, rolling, table } from 'arquero';
import type { Indicator } from '../../shared/domain/indicator.ts';
import type { MetricId } from '../../shared/domain/metrics/metric-id.ts';
import type { Vintage } from '../../shared/domain/observation.ts';

interface Month {
  readonly year: string;
  readonly exports: number;
  readonly imports: number;
  readonly consumption: number;
  readonly dutiable: number;
  readonly duties: number;
}

interface WithSums extends Month {
  readonly balance: number;
  readonly whole: boolean;
  readonly exports12: number;
  readonly imports12: number;
  readonly duties12: number;
  readonly consumption12: number;
  readonly exportsBefore: number | undefined;
  readonly importsBefore: number | undefined;
}

/** The metrics of one pair's months as whoever takes a library for tables would make them: as doubles, of every month, without lineage. */
export function metricsByArquero(
  vintages: readonly Vintage[],
): Partial<Record<MetricId, readonly (number | null | undefined)[]>> {
  const months = table(columnsOf(vintages))
    .derive({
      balance: (d: Month) => d.exports - d.imports,
      whole: () => op.row_number() >= 12,
      exports12: rolling((d: Month) => op.sum(d.exports), [-11, 0]),
      imports12: rolling((d: Month) => op.sum(d.imports), [-11, 0]),
      duties12: rolling((d: Month) => op.sum(d.duties), [-11, 0]),
      consumption12: rolling((d: Month) => op.sum(d.consumption), [-11, 0]),
      exportsBefore: (d: Month) => op.lag(d.exports, 12, undefined),
      importsBefore: (d: Month) => op.lag(d.imports, 12, undefined),
    })
    .derive({
      'balance-12m': (d: WithSums) => (d.whole ? d.exports12 - d.imports12 : null),
      'exports-12m': (d: WithSums) => (d.whole ? d.exports12 : null),
      'imports-12m': (d: WithSums) => (d.whole ? d.imports12 : null),
      'balance-change-yoy': (d: WithSums) =>
        d.balance - ((d.exportsBefore as number) - (d.importsBefore as number)),
      'exports-yoy': (d: WithSums) => 100 * (d.exports / (d.exportsBefore as number) - 1),
      'imports-yoy': (d: WithSums) => 100 * (d.imports / (d.importsBefore as number) - 1),
      'cover-ratio': (d: WithSums) => (100 * d.exports) / d.imports,
      'cover-ratio-12m': (d: WithSums) => (d.whole ? (100 * d.exports12) / d.imports12 : null),
      'normalised-balance': (d: WithSums) => d.balance / (d.exports + d.imports),
      'effective-tariff-rate': (d: WithSums) => (100 * d.duties) / d.consumption,
      'effective-tariff-rate-12m': (d: WithSums) =>
        d.whole ? (100 * d.duties12) / d.consumption12 : null,
      'dutiable-share': (d: WithSums) => (100 * d.dutiable) / d.consumption,
      'tariff-on-dutiable': (d: WithSums) => (100 * d.duties) / d.dutiable,
    })
    .groupby('year')
    .derive({ 'balance-ytd': rolling((d: WithSums) => op.sum(d.balance)) })
    .ungroup();
  return Object.fromEntries(
    months.columnNames().map((name) => [name, months.array(name) as (number | null)[]]),
  );
}

/** A column an indicator, a row a month, earliest first. */
function columnsOf(vintages: readonly Vintage[]) {
  const of = (indicator: Indicator): Vintage[] =>
    vintages.filter((vintage) => vintage.indicator === indicator);
  const values = (indicator: Indicator): number[] =>
    of(indicator).map(({ value }) => value.toNumber());
  return {
    year: of('exports').map(({ period }) => period.slice(0, 4)),
    exports: values('exports'),
    imports: values('imports'),
    consumption: values('imports-for-consumption'),
    dutiable: values('dutiable-value'),
    duties: values('duties'),
  };
}
