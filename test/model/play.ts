import { settingsSchema } from '../../shared/domain/settings.ts';
import { writeSettings } from '../../shared/store/settings.ts';
import type { Table } from '../../shared/store/table.ts';
import { type Bureau, openBureau } from './bureau.ts';
import { type Chance, chanceFrom } from './chance.ts';
import { type Expectations, openExpectations } from './expectations.ts';
import type { Ground, Site } from './ground.ts';
import {
  type Answer,
  type Crash,
  type Delivery,
  type Edit,
  type History,
  PAIRS,
  type Step,
} from './history.ts';
import { httpAnswer } from './http-answer.ts';
import { type Month, monthName, monthOf } from './months.ts';
import { hireOperator, type Operator } from './operator.ts';
import { openShards, type Shards } from './shards.ts';
import { type Watch, watchCalls } from './watch.ts';

/** A history that was played to its end: everything was looked at, everything was delivered. */
export interface Played {
  readonly expectations: Expectations;
  readonly watch: Watch;
  readonly table: Table;
  /** Asks the source once more, and hands out the whole stream again. */
  again(): Promise<void>;
}

const STARTS_AT = '2026-01-05T08:00:00Z';
const NEWEST_AT_START: Month = monthOf('2025-12');

const LONGEST_PAST = 29;

const SOURCE = 'published-figures';
const SETTINGS = settingsSchema.parse({
  pairs: Object.fromEntries(PAIRS.map((pair) => [pair, { M: SOURCE }])),
  sources: {
    [SOURCE]: {
      schedule: 'rate(1 day)',
      timeZone: 'UTC',
      historyFrom: monthName(NEWEST_AT_START - LONGEST_PAST + 1),
    },
  },
  rules: [],
});

const STEP_MS = 10_000;
/** On average: from early in one month it leads into the next. */
const MONTH_MS = 30.4375 * 86_400_000;

/** How long SQS hides a message whose handler died, and how often it hands it out. */
const HIDDEN_MS = 16 * 60_000;
const ATTEMPTS = 3;

/** For how long the clock may move on while somebody is under way: Lambda would end it, and leases would run out. */
const UNDER_WAY_MS = 100_000;

/** All that is on the ground while a history is played. */
interface Scene {
  readonly ground: Ground;
  readonly site: Site;
  readonly expectations: Expectations;
  readonly watch: Watch;
  readonly shards: Shards;
  readonly bureau: Bureau;
  readonly operator: Operator;
  newestMonth: Month;
  polls: number;
  /** How long somebody has been under way. */
  underWayMs: number;
  chance: Chance;
  crashes: readonly Crash[];
}

export async function play(history: History, ground: Ground): Promise<Played> {
  const scene = await setUp(ground);
  for (const [place, draft] of history.rules.entries()) {
    if (draft) await edit(scene, place, { draft });
  }
  const first = {
    months: 0,
    news: history.past,
    answer: 'whole',
    delivery: history.first,
  } as const;
  await act(scene, { do: 'publish', ...first });
  for (const step of history.steps) await act(scene, step);
  // What polls left behind that were given up, the next one brings.
  const end: Step = { do: 'publish', months: 0, news: [], answer: 'whole', delivery: UNDISTURBED };
  await act(scene, end);
  const { expectations, watch, shards, site } = scene;
  return {
    ...{ expectations, watch, table: site.table },
    async again() {
      await act(scene, end);
      shards.rewind();
      await deliver(scene, 'everything');
    },
  };
}

const UNDISTURBED: Delivery = { read: 'everything', chance: 0, crashes: [] };

async function setUp(ground: Ground): Promise<Scene> {
  const { stage } = ground;
  const expectations = openExpectations();
  const watch = watchCalls(expectations, ground);
  await stage.restart(new Date(STARTS_AT), watch);
  const site = await ground.clear();
  await writeSettings(site.table, SETTINGS);
  return {
    ...{ ground, site, expectations, watch },
    shards: openShards(stage, site.readers, watch.onlyAfterWrites(site.readStream)),
    bureau: openBureau(),
    operator: hireOperator(),
    newestMonth: NEWEST_AT_START,
    polls: 0,
    underWayMs: 0,
    chance: chanceFrom(0),
    crashes: [],
  };
}

async function act(scene: Scene, step: Step): Promise<void> {
  const { read, chance, crashes } = step.delivery;
  scene.chance = chanceFrom(chance);
  scene.crashes = crashes;
  await passTime(scene, STEP_MS);
  if (step.do === 'edit') {
    await edit(scene, step.rule, step.edit);
  } else {
    await passTime(scene, step.months * MONTH_MS);
    scene.newestMonth += step.months;
    scene.bureau.publish(step.news, scene.newestMonth);
    await poll(scene, step.answer, read);
  }
  await deliver(scene, read);
}

async function passTime(scene: Scene, milliseconds: number): Promise<void> {
  const { stage } = scene.ground;
  scene.underWayMs = stage.underWay() > 0 ? scene.underWayMs + milliseconds : 0;
  if (scene.underWayMs > UNDER_WAY_MS) await finish(scene);
  stage.advance(milliseconds);
}

async function edit(scene: Scene, place: number, edit: Edit): Promise<void> {
  const { ground, site, operator, expectations, watch } = scene;
  const edited = operator.edit(place, edit, ground.stage.clock.now().toISOString());
  if (!edited) return;
  const { version, retired, writtenAt, ...definition } = edited;
  const answer = await site.rules.request(`/v1/rules/${edited.id}`, {
    method: retired ? 'DELETE' : 'PUT',
    ...(retired ? {} : { headers: JSON_TYPE, body: JSON.stringify(definition) }),
  });
  if (!answer.ok) throw new Error(`${edited.id} v${version}: ${await answer.text()}`);
  watch.wrote();
  expectations.ruleWritten(edited);
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Asks the source, again after a while where the function failed, until it is given up. */
async function poll(scene: Scene, answer: Answer, read: Delivery['read']): Promise<void> {
  const { stage } = scene.ground;
  scene.polls += 1;
  const scheduledTime = stage.clock.now().toISOString();
  const body = { source: SOURCE, scheduledTime, execution: `poll-${scene.polls}` };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (await ask(scene, body, attempt, answer, read)) return;
    await finish(scene);
    stage.advance(HIDDEN_MS);
  }
}

/** Whether the function came to its end. */
async function ask(
  scene: Scene,
  body: Readonly<Record<string, unknown>>,
  attempt: number,
  answer: Answer,
  read: Delivery['read'],
): Promise<boolean> {
  const { ground, site, expectations, bureau } = scene;
  const said = bureau.says();
  expectations.asked(answer === 'whole' ? said : [], ground.stage.clock.now().toISOString());
  ground.sourceSays(httpAnswer(answer, bureau, expectations));
  const message = {
    body: JSON.stringify(body),
    attributes: { ApproximateReceiveCount: String(attempt) },
  };
  const ends: boolean[] = [];
  ground.stage.begin({
    of: 'ingest',
    work: () => site.ingest({ Records: [message] }),
    crash: crashOf(scene, 'ingest'),
    lags: scene.chance.oneIn(4),
    ended(outcome, { isDead, isDisturbed }) {
      const hasFailed = outcome === undefined || isDead();
      if (hasFailed && !isDisturbed()) expectations.faults.push('a poll failed by itself');
      ends.push(!hasFailed);
    },
  });
  while (ends.length === 0) await move(scene, read !== 'nothing');
  const isDone = ends[0] === true;
  if (isDone) expectations.answered();
  return isDone;
}

async function deliver(scene: Scene, read: Delivery['read']): Promise<void> {
  if (read === 'nothing') return;
  let left = read === 'some' ? scene.chance.below(MOVES_OF_SOME) : Number.POSITIVE_INFINITY;
  while (left > 0 && (await move(scene, true))) left -= 1;
}

const MOVES_OF_SOME = 40;

/** Something happens: a batch is handed out, or somebody's call is let through. False when there is nothing left to happen. */
async function move(scene: Scene, mayBegin: boolean): Promise<boolean> {
  const { ground, shards, chance } = scene;
  const begin = () => shards.begin(chance, (of) => crashOf(scene, of));
  const isFirst = mayBegin && (ground.stage.underWay() === 0 || chance.oneIn(4));
  if (isFirst && (await begin())) return true;
  if (await ground.stage.step(chance.below)) return true;
  // Also where there was nothing to begin a moment ago: whoever came to an end since has left a shard free.
  return mayBegin && begin();
}

/** Lets everybody who is under way come to an end. */
async function finish(scene: Scene): Promise<void> {
  while (await scene.ground.stage.step(scene.chance.below));
  scene.underWayMs = 0;
}

/** The next crash of a function; each happens once. */
function crashOf(scene: Scene, of: Crash['of']): Crash | undefined {
  const crash = scene.crashes.find((candidate) => candidate.of === of);
  scene.crashes = scene.crashes.filter((other) => other !== crash);
  return crash;
}
