import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import { evaluate } from '../../../shared/domain/metrics/metric.ts';
import { period } from '../../../shared/domain/period.ts';
import { seriesOf } from '../../../shared/domain/series.ts';
import { assertLaw } from '../../support/law.ts';
import { type Amounts, dollars, said, vintagesOf } from '../../support/observations.ts';

function balance(exports: Amounts, imports: Amounts, of = '2025-06'): string {
  return said(evaluate(METRICS.balance, seriesOf(vintagesOf({ exports, imports })), period(of)));
}

describe('the balance', () => {
  it('is exports less imports, to the dollar and beyond', () => {
    assertLaw(
      fc.property(dollars, dollars, (x, m) => {
        expect(balance({ '2025-06': x }, { '2025-06': m })).toBe(String(x - m));
      }),
    );
    expect(balance({ '2025-06': '9007199254740993' }, { '2025-06': '0.5' })).toBe(
      '9007199254740992.5',
    );
  });

  it('is of quarters and years as they were observed, not added up from months', () => {
    expect(balance({ '2025-Q2': 9, '2025-06': 1 }, { '2025-Q2': 4, '2025-06': 1 }, '2025-Q2')).toBe(
      '5',
    );
    expect(balance({ '2025': 7, '2025-06': 1 }, { '2025': 9, '2025-06': 1 }, '2025')).toBe('-2');
  });

  it('says which flow is missing, and that nothing is published where nothing is known', () => {
    expect(balance({}, { '2025-06': 1 })).toBe('numerator-missing');
    expect(balance({ '2025-06': 1 }, {})).toBe('denominator-missing');
    expect(balance({ '2025-05': 1 }, { '2025-05': 1 })).toBe('not-published');
    const dutiesOnly = seriesOf(vintagesOf({ duties: { '2025-06': 1 } }));
    expect(said(evaluate(METRICS.balance, dutiesOnly, period('2025-06')))).toBe(
      'numerator-missing',
    );
  });

  it('takes nothing from the first twenty days of the month', () => {
    expect(balance({ '2025-06/20': 1 }, { '2025-06/20': 1 })).toBe('not-published');
  });
});

describe('the normalised balance', () => {
  function normalised(exports: number | undefined, imports: number | undefined): string {
    const vintages = vintagesOf({
      exports: { '2025-06': exports },
      imports: { '2025-06': imports },
    });
    return said(evaluate(METRICS['normalised-balance'], seriesOf(vintages), period('2025-06')));
  }
  const traded = fc.tuple(dollars, dollars).filter(([x, m]) => x + m > 0);

  it('lies between -1 and 1, which are imports only and exports only', () => {
    expect(normalised(0, 5)).toBe('-1');
    expect(normalised(5, 0)).toBe('1');
    assertLaw(
      fc.property(traded, ([x, m]) => {
        expect(Math.abs(Number(normalised(x, m)))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('has six decimals', () => {
    expect(normalised(1, 2)).toBe('-0.333333');
    expect(normalised(2, 1)).toBe('0.333333');
  });

  it('changes its sign, and nothing else, when exports and imports change places', () => {
    assertLaw(
      fc.property(traded, ([x, m]) => {
        expect(Number(normalised(x, m)) + Number(normalised(m, x))).toBe(0);
      }),
    );
  });

  it('has no value without trade or with half of it unknown', () => {
    expect(normalised(0, 0)).toBe('zero-denominator');
    expect(normalised(undefined, 1)).toBe('numerator-missing');
    expect(normalised(1, undefined)).toBe('denominator-missing');
    expect(normalised(undefined, undefined)).toBe('not-published');
  });
});

describe('the cover ratio', () => {
  it('is 100 times exports over imports', () => {
    const vintages = vintagesOf({ exports: { '2025-06': 2 }, imports: { '2025-06': 3 } });
    expect(said(evaluate(METRICS['cover-ratio'], seriesOf(vintages), period('2025-06')))).toBe(
      '66.6667',
    );
  });

  it('has no value without imports', () => {
    const none = vintagesOf({ exports: { '2025-06': 2 }, imports: { '2025-06': 0 } });
    expect(said(evaluate(METRICS['cover-ratio'], seriesOf(none), period('2025-06')))).toBe(
      'zero-denominator',
    );
    const unknown = vintagesOf({ exports: { '2025-06': 2 } });
    expect(said(evaluate(METRICS['cover-ratio'], seriesOf(unknown), period('2025-06')))).toBe(
      'denominator-missing',
    );
  });
});
