import * as z from 'zod';
import type { RuleState } from '../../shared/domain/rules/judgement.ts';
import type { Attributes } from '../../shared/store/attributes.ts';
import { parseRuleState } from '../../shared/store/rule-states.ts';
import { changesNothing, type Expectations, type Reading } from './expectations.ts';
import { DESTINATIONS, type Destination, type Ground } from './ground.ts';
import type { Call, Invocation, Onlooker } from './stage.ts';
import { memoriesInWords, statesInWords, without } from './words.ts';

/** What was published, as far as it could not have been remembered. */
export interface Watch extends Onlooker {
  /** Somebody else wrote to the table. */
  wrote(): void;
  /** Reads the stream where something was written since. */
  onlyAfterWrites<R>(read: () => Promise<R[]>): () => Promise<R[]>;
  /** How many invocations died, or were told that a call of theirs had failed. */
  faults(): number;
  /** How often an alert was published to a destination by somebody who died or failed before that was marked. */
  forgotten(to: Destination, alert: string): number;
}

const text = z.object({ S: z.string() });
const querySchema = z.object({
  ExpressionAttributeValues: z.record(z.string(), z.unknown()),
  ConsistentRead: z.boolean().default(false),
});
const transactionSchema = z.object({
  TransactItems: z.array(
    z.object({ Put: z.optional(z.object({ Item: z.looseObject({ PK: text, SK: text }) })) }),
  ),
});
const loadSchema = z.object({
  Item: z.object({ PK: text, SK: z.object({ S: z.literal('LOADING') }) }),
});
/** A mark names the message that SNS took. */
const markSchema = z.object({
  Key: z.object({ SK: text }),
  ExpressionAttributeNames: z.object({ '#to': z.optional(z.string()) }),
  ExpressionAttributeValues: z.object({ ':message': text }),
});
const publicationSchema = z.object({ TopicArn: z.string(), Message: z.string() });

/** What one invocation is at. */
interface Doing {
  /** What has been read for the look that begins. */
  reading: Partial<Reading>;
  /** A look that has seen everything and has not come to anything yet. */
  pending: Reading | undefined;
  /** What SNS has taken and nobody has marked, as destination and alert. */
  readonly unmarked: Set<string>;
}

/** Follows what functions do by the calls that they make, and tells the model what it must know of it. */
export function watchCalls(
  expectations: Expectations,
  { stage: { clock }, destinationOf }: Ground,
): Watch {
  const doings = new Map<Invocation, Doing>();
  const forgotten = new Map<string, number>();
  let isWritten = true;
  let faults = 0;
  const now = (): string => clock.now().toISOString();
  const doingOf = (invocation: Invocation): Doing => {
    const doing = doings.get(invocation) ?? {
      reading: {},
      pending: undefined,
      unmarked: new Set(),
    };
    doings.set(invocation, doing);
    return doing;
  };

  /** A look that is over without having written anything must have had nothing to write. */
  function conclude(doing: Doing, { isDisturbed }: Invocation): void {
    const { pending } = doing;
    doing.pending = undefined;
    if (!pending || isDisturbed()) return;
    const looked = expectations.look(pending);
    if (changesNothing(looked, pending.memories)) return;
    const told = looked.told.map(({ rule, reason }) => `${rule} ${reason}`);
    expectations.faults.push(`${pending.pair}: nothing was written of ${told.join() || 'a state'}`);
  }

  function read(doing: Doing, reading: Partial<Reading>, invocation: Invocation): void {
    doing.reading = { ...doing.reading, ...reading };
    const { pair, figures, versions, memories, isHalfTold } = doing.reading;
    if (!pair || !figures || !versions || !memories || isHalfTold === undefined) return;
    // The same pair again: somebody else wrote in between, and it is looked at anew.
    if (doing.pending?.pair !== pair) conclude(doing, invocation);
    doing.pending = { pair, figures, versions, memories, isHalfTold };
    doing.reading = {};
  }

  /**
   * The look that led to a write. Where a read of the pair before had failed, the other one of it, which came later, was taken for
   * a part of this look: the rules that were read with it are those of now.
   */
  function lookAt(pair: string, { pending, reading }: Doing): Reading | undefined {
    if (!pending || pending.pair === pair) return pending;
    const { figures, memories, isHalfTold } = reading;
    if (reading.pair !== pair || !figures || !memories || isHalfTold === undefined) return pending;
    return { pair, figures, memories, isHalfTold, versions: pending.versions };
  }

  function recomputeCalled(invocation: Invocation, { command, input }: Call): void {
    const doing = doingOf(invocation);
    if (command === 'QueryCommand') {
      const { ExpressionAttributeValues: values, ConsistentRead } = querySchema.parse(input);
      if (!ConsistentRead) expectations.faults.push('a look may have missed what was written');
      const partition = text.parse(values[':partition']).S;
      if (partition === 'RULE') read(doing, { versions: expectations.versions() }, invocation);
      // All of a pair's present is read at once; vintages are read by a prefix.
      else if (!values[':prefix']) {
        read(doing, expectations.readable(partition.replace('PAIR#', ''), now()), invocation);
      }
    }
    const written = keysPutBy(input)
      .find(({ SK }) => SK === 'LATEST')
      ?.PK.replace('PAIR#', '');
    const pending = written && lookAt(written, doing);
    if (!pending) return;
    const looked = expectations.look(pending);
    expectations.looked(pending, looked);
    const states = statesInWords(new Map(statesPutBy(input)));
    const unexpected = without(states, memoriesInWords(looked.memories));
    expectations.faults.push(
      ...unexpected.map((state) => `${pending.pair}: not expected ${state}`),
    );
    doing.pending = undefined;
  }

  function ingestCalled({ input }: Call): void {
    const { data: load } = loadSchema.safeParse(input);
    if (load) expectations.loadBegins(load.Item.PK.S.replace('PAIR#', ''), now());
    const vintages = keysPutBy(input).filter(({ SK }) => SK.startsWith('VINT#'));
    for (const [partition, keys] of Map.groupBy(vintages, ({ PK }) => PK)) {
      const figures = keys.map(({ SK }) => SK.split('#').slice(1, 3).join('#'));
      expectations.written(partition.replace('PAIR#', ''), figures, now());
    }
  }

  function alertCalled({ unmarked }: Doing, { command, input }: Call): void {
    if (command === 'PublishCommand') {
      const { TopicArn, Message } = publicationSchema.parse(input);
      for (const id of alertIdsIn(Message)) unmarked.add(`${destinationOf(TopicArn)} ${id}`);
    }
    const { data: mark } = markSchema.safeParse(input);
    if (!mark) return;
    const id = mark.Key.SK.S.replace(/^ALERT#/, '');
    const { '#to': to } = mark.ExpressionAttributeNames;
    // The last mark of an alert, which names no destination, says that it went to all of them.
    for (const marked of to ? [to] : DESTINATIONS) unmarked.delete(`${marked} ${id}`);
  }

  return {
    called(invocation, call) {
      if (isWrite(call)) isWritten = true;
      if (invocation.of === 'ingest') ingestCalled(call);
      if (invocation.of === 'recompute') recomputeCalled(invocation, call);
      if (invocation.of === 'alert') alertCalled(doingOf(invocation), call);
    },
    ended(invocation) {
      const doing = doingOf(invocation);
      doings.delete(invocation);
      conclude(doing, invocation);
      if (invocation.isDisturbed()) faults += 1;
      for (const one of doing.unmarked) forgotten.set(one, (forgotten.get(one) ?? 0) + 1);
    },
    wrote() {
      isWritten = true;
    },
    onlyAfterWrites: (readOn) => async () => {
      if (!isWritten) return [];
      isWritten = false;
      return readOn();
    },
    faults: () => faults,
    forgotten: (to, alert) => forgotten.get(`${to} ${alert}`) ?? 0,
  };
}

/** The alerts that a message tells of; their ids stand in it. */
export function alertIdsIn(message: string): Set<string> {
  return new Set(message.match(/\d{8}T\d{9}Z\.[\w.-]+\.[a-z-]+/g));
}

function keysPutBy(input: unknown): { PK: string; SK: string }[] {
  const { data } = transactionSchema.safeParse(input);
  return (data?.TransactItems ?? []).flatMap(({ Put }) =>
    Put ? [{ PK: Put.Item.PK.S, SK: Put.Item.SK.S }] : [],
  );
}

function statesPutBy(input: unknown): [string, RuleState][] {
  const { data } = transactionSchema.safeParse(input);
  return (data?.TransactItems ?? []).flatMap(({ Put }): [string, RuleState][] => {
    if (!Put?.Item.SK.S.startsWith('STATE#')) return [];
    const { rule, state } = parseRuleState(Put.Item as Attributes);
    return [[rule, state]];
  });
}

function isWrite({ command }: Call): boolean {
  return /^(Put|Update|Transact)/.test(command);
}
