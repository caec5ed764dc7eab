import { decide, type Recomputation } from '../../functions/recompute/decide.ts';
import { asOf } from '../../shared/domain/as-of.ts';
import { instant, type Vintage } from '../../shared/domain/observation.ts';
import { pair as pairOf } from '../../shared/domain/pair.ts';
import { ruleSchema } from '../../shared/domain/rule.ts';
import type { RuleState } from '../../shared/domain/rules/judgement.ts';
import type { StoredRule } from '../../shared/store/rules.ts';
import { vintagesOf } from '../support/observations.ts';
import { newPrints, openBureau } from './bureau.ts';
import { openExpectations } from './expectations.ts';
import type { Figure } from './figures.ts';
import { type History, PAIRS } from './history.ts';
import { type Month, monthName, monthOf } from './months.ts';
import { hireOperator } from './operator.ts';
import type { RuleVersion } from './rules.ts';
import {
  alertInWords,
  between,
  expectedAlertInWords,
  memoriesInWords,
  statesInWords,
} from './words.ts';

/**
 * Where the judgement differs from the model in a history of which nothing is played but the judgements: no table, no stream, no
 * crash. A pair is looked at after each step whose stream is read.
 */
export function misjudgementsIn(history: History): {
  readonly differences: readonly string[];
  readonly told: readonly string[];
} {
  const [bureau, operator, expectations] = [openBureau(), hireOperator(), openExpectations()];
  const states = new Map<string, ReadonlyMap<string, RuleState>>();
  const known = new Map<string, readonly Figure[]>();
  const differences: string[] = [];
  let now = Date.parse('2026-01-05T08:00:00Z');
  let newestMonth: Month = monthOf('2025-12');
  const at = (): string => new Date(now).toISOString();

  function publish(news: Parameters<typeof bureau.publish>[0]): void {
    bureau.publish(news, newestMonth);
    for (const pair of PAIRS) {
      const figures = known.get(pair) ?? [];
      known.set(pair, [...figures, ...newPrints(bureau.says(), pair, figures, at())]);
    }
  }

  function look(pair: string): void {
    const figures = known.get(pair) ?? [];
    const before = expectations.memoriesOf(pair);
    const versions = operator.versions();
    const reading = { pair, figures, versions, memories: before, isHalfTold: false };
    const looked = expectations.look(reading);
    expectations.looked(reading, looked);
    const { alerts, states: after } = judgement(pair, figures, versions, states.get(pair));
    states.set(pair, new Map([...(states.get(pair) ?? []), ...after]));
    differences.push(
      ...between(
        `${pair} at ${at()}`,
        looked.told.map(expectedAlertInWords),
        alerts.map(alertInWords),
      ),
      ...between(
        `${pair} at ${at()}`,
        memoriesInWords(looked.memories),
        statesInWords(states.get(pair) ?? new Map()),
      ),
    );
  }

  for (const [place, draft] of history.rules.entries()) {
    if (draft) operator.edit(place, { draft }, at());
  }
  publish(history.past);
  PAIRS.forEach(look);
  for (const step of history.steps) {
    now += 10_000;
    if (step.do === 'edit') operator.edit(step.rule, step.edit, at());
    else {
      newestMonth += step.months;
      now += step.months * 30 * 86_400_000;
      publish(step.news);
    }
    if (step.delivery.read !== 'nothing') PAIRS.forEach(look);
  }
  const told = PAIRS.flatMap(expectations.alertsOf).map(({ reason }) => reason);
  return { differences: [...expectations.faults, ...differences], told };
}

function judgement(
  pair: string,
  figures: readonly Figure[],
  versions: readonly RuleVersion[],
  states: ReadonlyMap<string, RuleState> = new Map(),
): Recomputation {
  const vintages = figures.map((figure) => vintageOf(pair, figure, figures));
  return decide({
    pair: pairOf(pair),
    present: {
      latest: undefined,
      loadingUntil: null,
      observations: asOf(vintages, instant('9999-12-31T00:00:00Z')),
      metricTexts: new Map(),
      states,
    },
    rules: rulesInForce(pair, versions),
    vintages,
  });
}

function vintageOf(pair: string, figure: Figure, figures: readonly Figure[]): Vintage {
  const { flow, month, value, status, knownAt } = figure;
  const print = figures.filter(
    (other) => other.flow === flow && other.month === month && other.knownAt <= knownAt,
  ).length;
  const [vintage] = vintagesOf(
    { [flow]: { [monthName(month)]: value } },
    { pair, status, knownAt, print },
  );
  if (!vintage) throw new Error('a figure must be a vintage');
  return vintage;
}

function rulesInForce(pair: string, versions: readonly RuleVersion[]): StoredRule[] {
  return [...Map.groupBy(versions, ({ id }) => id).values()].flatMap((ofRule) => {
    const lastAway = ofRule.findLastIndex((rule) => rule.retired || rule.pair !== pair);
    const [first] = ofRule.slice(lastAway + 1);
    const newest = ofRule.at(-1);
    if (!first || !newest) return [];
    const { version, retired, writtenAt, ...definition } = newest;
    return [
      {
        ...ruleSchema.parse(definition),
        ...{ version, retired, settings: null, writtenAt: instant(writtenAt) },
        inForceSince: first.version,
      },
    ];
  });
}
