import { METRICS } from '../../../shared/domain/metrics/catalogue.ts';
import type { StoredRule } from '../../../shared/store/rules.ts';
import { shownRound } from '../words.ts';

/** A value at which a rule fires or clears. */
export interface Line {
  readonly kind: 'fires' | 'clears';
  readonly value: number;
  /** `fires below −$60bn`. */
  readonly label: string;
  /** `fires −$60bn`, where there is little room. */
  readonly short: string;
  /** On which side of the line the label stands: where the rule is then, firing or not. */
  readonly side: 'above' | 'below';
}

/** The lines of the rules on a series, each value once; a change or a record has none. */
export function linesOf(
  rules: readonly Pick<StoredRule, 'metric' | 'frequency' | 'fires' | 'clears'>[],
  metric: string,
  frequency: string,
): Line[] {
  const lines = rules
    .filter((rule) => rule.metric === metric && rule.frequency === frequency)
    .flatMap(linesOfRule);
  return [...new Map(lines.map((line) => [`${line.kind} ${line.value}`, line])).values()];
}

function linesOfRule({
  metric,
  fires,
  clears,
}: Pick<StoredRule, 'metric' | 'fires' | 'clears'>): Line[] {
  const line = (kind: Line['kind'], side: Line['side'], value: number): Line => ({
    kind,
    value,
    side,
    label: `${kind} ${side} ${shownRound(value, METRICS[metric].unit)}`,
    short: `${kind} ${shownRound(value, METRICS[metric].unit)}`,
  });
  const clearing = (side: Line['side']): Line[] =>
    clears === undefined ? [] : [line('clears', side, clears)];
  if ('above' in fires) return [line('fires', 'above', fires.above), ...clearing('below')];
  if ('below' in fires) return [line('fires', 'below', fires.below), ...clearing('above')];
  return [];
}
