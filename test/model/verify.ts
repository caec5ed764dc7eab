import { inspect } from 'node:util';
import { historyAsOf } from '../../functions/query/metric-history.ts';
import { instant } from '../../shared/domain/observation.ts';
import { type Pair, pair as pairOf } from '../../shared/domain/pair.ts';
import { readAlerts, type StoredAlert } from '../../shared/store/alerts.ts';
import { pairPartition } from '../../shared/store/keys.ts';
import { readMetrics, readPresent } from '../../shared/store/pair-present.ts';
import { query, type Table } from '../../shared/store/table.ts';
import { changesNothing, type Expectations } from './expectations.ts';
import { knownBy, type Measured, type Metric, MODELLED_METRICS, measured } from './figures.ts';
import { DESTINATIONS, type Destination, type Ground } from './ground.ts';
import { type History, PAIRS } from './history.ts';
import { monthName } from './months.ts';
import { type Played, play } from './play.ts';
import { alertIdsIn } from './watch.ts';
import {
  alertInWords,
  between,
  expectedAlertInWords,
  memoriesInWords,
  statesInWords,
} from './words.ts';

/** What came of a history. */
export interface Verdict {
  /** Where it differs from what must; nothing where they agree. */
  readonly differences: readonly string[];
  /** The reasons of the alerts that must exist. */
  readonly told: readonly string[];
  readonly faults: number;
  /** Alerts that did not reach one of their destinations. */
  readonly lost: number;
  /** Alerts that reached one more often than their deliveries died between a message and its mark. */
  readonly doubled: number;
  /** Those that a delivery's death doubled, as it may. */
  readonly repeated: number;
}

/** Plays a history and compares what came of it with the model. */
export async function differencesIn(history: History, ground: Ground): Promise<Verdict> {
  const played = await play(history, ground);
  const { expectations } = played;
  const deliveries: Deliveries = { lost: 0, doubled: 0, repeated: 0 };
  const differences = await differencesOf(played, ground, deliveries);
  const before = await everythingOf(played, ground);
  await played.again();
  const after = await everythingOf(played, ground);
  differences.push(...between('the second run', before, after));
  const told = PAIRS.flatMap(expectations.alertsOf).map(({ reason }) => reason);
  return { differences, told, faults: played.watch.faults(), ...deliveries };
}

/** How alerts fared at their destinations. */
type Deliveries = { -readonly [K in 'lost' | 'doubled' | 'repeated']: Verdict[K] };

async function differencesOf(
  played: Played,
  ground: Ground,
  deliveries: Deliveries,
): Promise<string[]> {
  const { expectations, table } = played;
  const differences = [...expectations.faults];
  const published = publicationsIn(ground);
  const stored = new Set<string>();
  for (const text of PAIRS) {
    const pair = pairOf(text);
    const alerts = await readAlerts(table, pair, { limit: 100_000 });
    for (const { alert } of alerts) stored.add(alert.id);
    const { states } = await readPresent(table, pair);
    differences.push(
      ...between(
        `alerts of ${pair}`,
        expectations.alertsOf(text).map(expectedAlertInWords),
        alerts.map(({ alert }) => alertInWords(alert)),
      ),
      ...between(
        `states of ${pair}`,
        memoriesInWords(expectations.memoriesOf(text)),
        statesInWords(states),
      ),
      ...(await metricDifferences(pair, expectations, table)),
      ...(await pastDifferences(pair, expectations, table)),
      ...alerts.flatMap((alert) => deliveryDifferences(alert, played, published, deliveries)),
      ...unseen(text, expectations),
    );
  }
  return [...differences, ...unknownPublications(published, stored)];
}

/** A baseline tells nobody, and nobody is told of what is not there. */
function unknownPublications(published: Publications, stored: ReadonlySet<string>): string[] {
  const ids = [...published.values()].flat();
  return ids.filter((id) => !stored.has(id)).map((id) => `${id} was published and is not stored`);
}

/** The metrics that are stored, against those that the figures give. */
async function metricDifferences(
  pair: Pair,
  expectations: Expectations,
  table: Table,
): Promise<string[]> {
  const stored = await readMetrics(table, pair, ['0', '~']);
  const known = knownBy(expectations.figuresOf(pair), LAST);
  return MODELLED_METRICS.flatMap((metric) => {
    const values = stored.flatMap(({ period, metrics }) => {
      const value = metrics[metric];
      return value ? [valueInWords(period, { reason: undefined, ...value })] : [];
    });
    return between(`${metric} of ${pair}`, expectedValues(measured(metric, known)), values);
  });
}

const LAST = '9999';

/** What was known when anything became known, or just before, in turn; one metric after another. */
async function pastDifferences(
  pair: Pair,
  expectations: Expectations,
  table: Table,
): Promise<string[]> {
  const figures = expectations.figuresOf(pair);
  const knownAt = [...new Set(figures.map((figure) => figure.knownAt))];
  const differences = knownAt.map(async (known, index) => {
    const at = instant(new Date(Date.parse(known) - (index % 2)));
    const metric: Metric = MODELLED_METRICS[index % MODELLED_METRICS.length] ?? 'balance';
    const { values } = await historyAsOf(table, pair, metric, { frequency: 'M' }, at);
    const expected = expectedValues(measured(metric, knownBy(figures, at)));
    const got = values.map(({ period, ...value }) => valueInWords(period, value));
    return between(`${metric} of ${pair} as of ${at}`, expected, got);
  });
  return (await Promise.all(differences)).flat();
}

function expectedValues(values: ReadonlyMap<number, Measured>): string[] {
  return [...values].map(([month, value]) => valueInWords(monthName(month), value));
}

function valueInWords(
  period: string,
  of: {
    readonly value: number | { toFixed(): string } | null;
    readonly reason?: string | undefined;
    readonly vintage: string | null;
  },
): string {
  const { value, reason, vintage } = of;
  const said =
    value === null ? reason : Number(typeof value === 'number' ? value : value.toFixed());
  return `${period}: ${said}, known ${vintage}`;
}

/** An alert is published once to each of its destinations, and once more for each that died or failed before it was marked. */
function deliveryDifferences(
  { alert, delivery }: StoredAlert,
  { watch }: Played,
  published: Publications,
  deliveries: Deliveries,
): string[] {
  const differences = delivery.status === 'SENT' ? [] : [`${alert.id} is ${delivery.status}`];
  for (const to of DESTINATIONS) {
    const times = published.get(to)?.filter((id) => id === alert.id).length ?? 0;
    const isFor = to === 'pair' || GRAVITY.indexOf(to) <= GRAVITY.indexOf(alert.severity);
    const most = isFor ? 1 + watch.forgotten(to, alert.id) : 0;
    deliveries.lost += Number(times < Number(isFor));
    deliveries.doubled += Number(times > most);
    deliveries.repeated += Math.max(0, Math.min(times, most) - 1);
    if (times >= Number(isFor) && times <= most) continue;
    differences.push(`${alert.id} was published ${times} times to ${to}`);
  }
  return differences;
}

/** Who wants what is graver is not told of the rest. */
const GRAVITY: readonly string[] = ['info', 'warning', 'critical'];

/** The ids of the alerts that were told at each destination. */
type Publications = ReadonlyMap<Destination | undefined, readonly string[]>;

function publicationsIn(ground: Ground): Publications {
  const byDestination = Map.groupBy(ground.published(), ({ to }) => to);
  return new Map(
    [...byDestination].map(([to, messages]) => [
      to,
      messages.flatMap(({ text }) => [...alertIdsIn(text)]),
    ]),
  );
}

/** What nobody has looked at, though everything was handed out. */
function unseen(pair: string, expectations: Expectations): string[] {
  const reading = { ...expectations.readable(pair, LAST), versions: expectations.versions() };
  const looked = expectations.look(reading);
  if (changesNothing(looked, reading.memories)) return [];
  return [`${pair}: nobody looked at what would have told ${JSON.stringify(looked.told)}`];
}

/** All that is stored of the pairs, and all that was published. */
async function everythingOf({ table }: Played, ground: Ground): Promise<string[]> {
  const items = await Promise.all(
    PAIRS.map((pair) => query(table, { partition: pairPartition(pairOf(pair)) })),
  );
  const published = publicationsIn(ground);
  return [
    ...items
      .flat()
      .map((item) =>
        inspect(item, { sorted: true, depth: 12, compact: true, breakLength: Infinity }),
      ),
    ...[...published].map(([to, ids]) => `${to}: ${ids.toSorted().join()}`),
  ];
}
