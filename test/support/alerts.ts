import { Big } from 'big.js';
import { type Alert, alertId } from '../../shared/domain/alert.ts';
import { instant } from '../../shared/domain/observation.ts';
import { pair } from '../../shared/domain/pair.ts';
import { period } from '../../shared/domain/period.ts';

type Told = Partial<Omit<Alert, 'value' | 'previous' | 'pair' | 'period' | 'since'>> & {
  pair?: string;
  period?: string;
  since?: string;
  value?: number | string;
  previous?: { period: string; value: number | string };
};

/** An alert about fictional economies: a deficit of $61bn that crossed $60bn, where nothing else is said. */
export function alertAbout(told: Told = {}): Alert {
  const { value = -61_000_000_000, previous, since, ...rest } = told;
  const alert = {
    rule: 'xa-xb-deficit',
    ruleVersion: 1,
    severity: 'warning' as const,
    metric: 'balance-12m' as const,
    unit: 'USD',
    basis: 'exports FOB, imports CIF',
    reason: 'crossed' as const,
    firing: true,
    threshold: { fires: { below: -60_000_000_000 }, clears: -58_000_000_000 },
    knownAt: instant('2026-08-04T12:30:00Z'),
    context: null,
    against: null,
    inputs: [],
    notes: [],
    ...rest,
    pair: pair(told.pair ?? 'XA-XB'),
    period: period(told.period ?? '2026-06'),
    since: since === undefined ? null : period(since),
    value: new Big(value),
    previous: previous ? { period: period(previous.period), value: new Big(previous.value) } : null,
  };
  return { ...alert, id: alertId(alert) };
}
