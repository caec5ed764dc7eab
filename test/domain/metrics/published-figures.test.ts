import { describe, expect, it } from 'vitest';
import { asOf } from '../../../shared/domain/as-of.ts';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import { evaluate } from '../../../shared/domain/metrics/metric.ts';
import type { MetricId } from '../../../shared/domain/metrics/metric-id.ts';
import { type Instant, instant } from '../../../shared/domain/observation.ts';
import { period } from '../../../shared/domain/period.ts';
import { seriesOf } from '../../../shared/domain/series.ts';
import { amountsFrom, said, vintagesOf } from '../../support/observations.ts';

// The twelve months to June 2026, in US dollars. Exports (FAS) and general imports (customs value): UN Comtrade,
// fetched 2026-09-07. Calculated duties and imports for consumption (customs value), without HS chapters 98 and 99:
// US Census Bureau through ETRX, CC BY 4.0.
const KOREA_EXPORTS = [
  '5891596303',
  '5734805430',
  '6065478439',
  '6345437395',
  '5441819396',
  '5889372252',
  '5556331959',
  '5181846805',
  '8168613745',
  '8129147515',
  '8376635718',
  '6986859851',
];
const KOREA_IMPORTS = [
  '11115267446',
  '10161470206',
  '9753464822',
  '9100619145',
  '8728139053',
  '11837001956',
  '11641957617',
  '11412075891',
  '12853092433',
  '13563980343',
  '13300796173',
  '15395945455',
];
const KOREA_CONSUMPTION = [
  '10593996986',
  '9809097655',
  '9439641065',
  '8557280341',
  '8348134828',
  '10979069567',
  '11407208075',
  '11318216614',
  '12260704126',
  '12667698792',
  '12429004917',
  '15112660124',
];
const KOREA_DUTIES = [
  '1316191939',
  '1286580342',
  '1442807908',
  '1236598204',
  '712221022',
  '1006047446',
  '1188674126',
  '988491442',
  '1025396928',
  '1101195258',
  '1110459282',
  '1157057967',
];
const JAPAN_EXPORTS = [
  '6895715891',
  '7055317890',
  '7113965714',
  '7154485817',
  '7038269658',
  '6326424348',
  '6034265076',
  '6078501865',
  '8103315145',
  '8958403626',
  '11005204852',
  '9578813970',
];
const JAPAN_IMPORTS = [
  '12481331091',
  '11994163161',
  '10572900933',
  '11993563519',
  '11815108036',
  '12178285910',
  '11043909419',
  '10465859714',
  '12582541488',
  '12939910311',
  '11759791079',
  '12713133480',
];

// Korea's duties of November 2025 as known on 2026-01-29 (derived from US Census Bureau figures); 712.2 million later.
const NOVEMBER_DUTIES_FIRST_PRINT = '1159932188';
const FIRST_PRINT: Instant = instant('2026-01-29T13:30:00Z');
const REVISION: Instant = instant('2026-02-19T13:30:00Z');

const korea = [
  ...vintagesOf(
    {
      exports: amountsFrom('2025-07', KOREA_EXPORTS),
      imports: amountsFrom('2025-07', KOREA_IMPORTS),
      'imports-for-consumption': amountsFrom('2025-07', KOREA_CONSUMPTION),
      duties: {
        ...amountsFrom('2025-07', KOREA_DUTIES),
        '2025-11': NOVEMBER_DUTIES_FIRST_PRINT,
      },
    },
    { pair: 'US-KR', knownAt: FIRST_PRINT },
  ),
  ...vintagesOf(
    { duties: { '2025-11': KOREA_DUTIES[4] } },
    { pair: 'US-KR', knownAt: REVISION, print: 2 },
  ),
];

function ofKorea(metric: MetricId, of: string, at: Instant = REVISION): string {
  return said(evaluate(METRICS[metric], seriesOf(asOf(korea, at)), period(of)));
}

describe('published figures', () => {
  it('US-KR: the balance of June 2026 and of the twelve months to it', () => {
    expect(ofKorea('balance', '2026-06')).toBe('-8409085604');
    expect(ofKorea('balance-12m', '2026-06')).toBe('-61095865732');
  });

  it('US-KR: the effective tariff rate of September 2025 and of the twelve months to June 2026', () => {
    expect(ofKorea('effective-tariff-rate', '2025-09')).toBe('15.2846');
    expect(ofKorea('effective-tariff-rate-12m', '2026-06')).toBe('10.2102');
  });

  it('US-KR: the effective tariff rate of November 2025 as first printed and as revised', () => {
    expect(ofKorea('effective-tariff-rate', '2025-11', FIRST_PRINT)).toBe('13.8945');
    expect(ofKorea('effective-tariff-rate', '2025-11', REVISION)).toBe('8.5315');
  });

  it('US-JP: the cover ratio of the twelve months to June 2026', () => {
    const japan = vintagesOf(
      {
        exports: amountsFrom('2025-07', JAPAN_EXPORTS),
        imports: amountsFrom('2025-07', JAPAN_IMPORTS),
      },
      { pair: 'US-JP' },
    );
    const value = evaluate(METRICS['cover-ratio-12m'], seriesOf(japan), period('2026-06'));
    expect(value.outcome.value?.toFixed(3)).toBe('64.082');
  });

  it('KR-JP: the balance of 2019', () => {
    // Korea Customs Service / KITA: exports 28.412, imports 47.575 billion US dollars.
    const year = vintagesOf(
      { exports: { '2019': '28412000000' }, imports: { '2019': '47575000000' } },
      { pair: 'KR-JP' },
    );
    expect(said(evaluate(METRICS.balance, seriesOf(year), period('2019')))).toBe('-19163000000');
  });
});
