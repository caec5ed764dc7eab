import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import {
  DynamoDBClient,
  ThrottlingException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import type { Clock } from '../../shared/platform/clock.ts';
import { InjectedFault } from '../support/faults.ts';
import type { Crash } from './history.ts';

/** A call of AWS as a function makes it. */
export interface Call {
  readonly command: string;
  readonly input: unknown;
}

/** One invocation of a function that is under way. */
export interface Invocation {
  readonly of: Crash['of'];
  /** From its death on it gets no answer any more; nobody hears what it would have answered itself. */
  readonly isDead: () => boolean;
  /** Dead, or one of its calls failed. */
  readonly isDisturbed: () => boolean;
}

/** What is to be run, and how it fares. */
interface Part<R> {
  readonly of: Crash['of'];
  work(): Promise<R>;
  /** Without an answer where it threw. */
  ended(answer: R | undefined, invocation: Invocation): void;
  readonly crash?: Crash | undefined;
  /** Whether others go before it, for the most part. */
  readonly lags?: boolean;
}

export interface Onlooker {
  /** Sees every call that had its effect, before its caller gets the answer. */
  called(invocation: Invocation, call: Call, answer: unknown): void;
  ended(invocation: Invocation): void;
}

/**
 * Where functions run side by side: each call of AWS that any of them makes waits until it is let through, one at a time, so that
 * whoever lets them through decides how they interleave. Time stands still while any of them can go on.
 */
export interface Stage {
  readonly clock: Clock;
  /** Empties the stage and sets its clock. */
  restart(at: Date, onlooker: Onlooker): Promise<void>;
  advance(milliseconds: number): void;
  begin<R>(part: Part<R>): void;
  underWay(): number;
  /** Lets one call through, or, where all are asleep, the first of them wake up; false when nobody is under way. */
  step(choose: (from: number) => number): Promise<boolean>;
  leave(): void;
}

interface Waiting {
  readonly call: Call;
  perform(): Promise<unknown>;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
}

interface Actor extends Invocation {
  readonly crash: Crash | undefined;
  readonly lags: boolean;
  calls: number;
  dead: boolean;
  disturbed: boolean;
  waiting: Waiting[];
  asleep: { readonly until: number; readonly wake: () => void } | undefined;
}

export function openStage(): Stage {
  const within = new AsyncLocalStorage<Actor>();
  const actors = new Set<Actor>();
  let now = 0;
  let onlooker: Onlooker = { called() {}, ended() {} };
  let changed = (): void => {};

  const arrive = (actor: Actor, call: Call, perform: () => Promise<unknown>): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (actor.dead) reject(new InjectedFault(`${call.command} came from the dead`));
      else actor.waiting.push({ call, perform: () => within.exit(perform), resolve, reject });
      changed();
    });
  const leaves = [DynamoDBClient, SNSClient].map(({ prototype }) =>
    standBefore(prototype, (call, perform) => {
      const actor = within.getStore();
      return actor ? arrive(actor, call, perform) : perform();
    }),
  );

  /** Returns when everybody waits to be let through, or sleeps. Code in between takes no time but that of its promises. */
  async function everybodyWaits(): Promise<void> {
    for (;;) {
      await turn();
      if ([...actors].every(({ waiting, asleep }) => waiting.length > 0 || asleep)) return;
      await new Promise<void>((resolve) => {
        changed = resolve;
      });
    }
  }

  async function letThrough(actor: Actor, waiting: Waiting): Promise<void> {
    actor.waiting = actor.waiting.filter((other) => other !== waiting);
    actor.calls += 1;
    const crash = actor.crash?.at === actor.calls ? actor.crash : undefined;
    if (crash?.moment === 'before') return disturb(actor, waiting, crash);
    try {
      const answer = await waiting.perform();
      onlooker.called(actor, waiting.call, answer);
      if (!crash) return waiting.resolve(answer);
    } catch (error) {
      if (!crash) return waiting.reject(error);
    }
    disturb(actor, waiting, crash);
  }

  /** The call is not answered; nor, where its caller dies of it, is any other. */
  function disturb(actor: Actor, waiting: Waiting, crash: Crash): void {
    actor.disturbed = true;
    actor.dead = !crash.survived;
    waiting.reject(failureOf(waiting.call, crash));
    if (crash.survived) return;
    for (const { call, reject } of actor.waiting.splice(0)) reject(unanswered(call));
  }

  return {
    clock: {
      now: () => new Date(now),
      sleep: (milliseconds) =>
        new Promise((resolve) => {
          const actor = within.getStore();
          if (!actor) return resolve();
          actor.asleep = { until: now + Math.max(0, milliseconds), wake: resolve };
          changed();
        }),
    },
    underWay: () => actors.size,
    advance(milliseconds) {
      now += milliseconds;
    },
    async restart(at, nextOnlooker) {
      for (const actor of actors) {
        actor.dead = true;
        actor.asleep?.wake();
        for (const { reject } of actor.waiting.splice(0)) reject(new InjectedFault('abandoned'));
      }
      while (actors.size > 0) await turn();
      now = at.getTime();
      onlooker = nextOnlooker;
    },
    begin<R>({ of, work, ended, crash, lags = false }: Part<R>) {
      const actor: Actor = {
        ...{ of, crash, lags },
        calls: 0,
        dead: false,
        disturbed: false,
        waiting: [],
        asleep: undefined,
        isDead: () => actor.dead,
        isDisturbed: () => actor.disturbed,
      };
      actors.add(actor);
      const end = (answer: R | undefined): void => {
        actors.delete(actor);
        onlooker.ended(actor);
        ended(answer, actor);
        changed();
      };
      within.run(actor, work).then(end, () => end(undefined));
    },
    async step(choose) {
      await everybodyWaits();
      const calls = [...actors].flatMap((actor) =>
        actor.waiting.map((waiting) => ({ actor, waiting })),
      );
      const prompt = calls.filter(({ actor }) => !actor.lags);
      const first = prompt.length > 0 && choose(12) > 0 ? prompt : calls;
      const next = first[choose(first.length)];
      if (next) {
        await letThrough(next.actor, next.waiting);
        return true;
      }
      const [sleeper] = [...actors]
        .filter(({ asleep }) => asleep)
        .sort((a, b) => (a.asleep?.until ?? 0) - (b.asleep?.until ?? 0));
      if (!sleeper?.asleep) return false;
      const { until, wake } = sleeper.asleep;
      now = Math.max(now, until);
      sleeper.asleep = undefined;
      wake();
      return true;
    },
    leave() {
      for (const leave of leaves) leave();
    },
  };
}

/** What the SDK throws for a call that had no effect, when its own retries are over; who dies hears nothing anyhow. */
function failureOf(call: Call, { moment, survived, as }: Crash): Error {
  if (!survived || moment === 'after' || as === 'unanswered') return unanswered(call);
  const said = { $metadata: {}, message: `${call.command} was ${as}` };
  if (as === 'throttled' || !/^(Put|Update|Transact)/.test(call.command)) {
    return new ThrottlingException(said);
  }
  return call.command.startsWith('Transact')
    ? new TransactionCanceledException({
        ...said,
        CancellationReasons: [{ Code: 'TransactionConflict' }],
      })
    : new TransactionConflictException(said);
}

function unanswered({ command }: Call): Error {
  return new InjectedFault(`${command} was not answered`);
}

type Send = (this: unknown, command: { readonly input: unknown }, ...rest: unknown[]) => unknown;

/**
 * Stands before every client of a kind. Functions make their clients themselves, as on Lambda, and the SDK has no hook that all
 * clients share.
 */
function standBefore(
  prototype: object,
  gate: (call: Call, perform: () => Promise<unknown>) => Promise<unknown>,
): () => void {
  const send: Send = Reflect.get(prototype, 'send');
  const gated: Send = function (command, ...rest) {
    const call = { command: command.constructor.name, input: command.input };
    return gate(call, async () => send.call(this, command, ...rest));
  };
  Reflect.set(prototype, 'send', gated);
  return () => {
    Reflect.deleteProperty(prototype, 'send');
  };
}
