import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SNSClient } from '@aws-sdk/client-sns';

/** Whether a failing call had its effect: the answer was lost, or the request was. */
type Moment = 'before' | 'after';

/** Where a process dies: at its n-th call, counted from 1. */
export interface Crash {
  readonly at: number;
  readonly moment: Moment;
}

export class InjectedFault extends Error {}

/** The calls that SDK clients made, with a way to make them fail. */
export interface Calls {
  /** Names of commands in the order in which they were called: `QueryCommand`. */
  readonly commands: readonly string[];
  /** Those of them that write to the table. */
  writes(): readonly string[];
  /** Forgets what was called and what was to fail: the process is started anew. */
  restart(): void;
  /** From its n-th call on nothing comes back, as when a process dies. */
  dieAt(crash: Crash): void;
  /** The next call of that command fails, once. */
  failOnce(command: string, moment: Moment): void;
  watch(client: DynamoDBClient | SNSClient): void;
}

const READS = ['GetItemCommand', 'BatchGetItemCommand', 'QueryCommand'];
const WRITES = ['PutItemCommand', 'UpdateItemCommand', 'TransactWriteItemsCommand'];

export function countCalls(): Calls {
  const commands: string[] = [];
  let crash: Crash | undefined;
  let failing: { command: string; moment: Moment } | undefined;

  async function through<R>(command: string, call: () => Promise<R>): Promise<R> {
    commands.push(command);
    const moment = momentOf(command, commands.length);
    if (moment === 'before') throw new InjectedFault(`${command} was not sent`);
    const answer = await call();
    if (moment === 'after') throw new InjectedFault(`the answer to ${command} was lost`);
    return answer;
  }

  function momentOf(command: string, index: number): Moment | undefined {
    if (failing?.command === command) {
      const { moment } = failing;
      failing = undefined;
      return moment;
    }
    if (!crash || index < crash.at) return undefined;
    return index === crash.at ? crash.moment : 'before';
  }

  // Ahead of the SDK's own retries, which would mend the failure.
  const middleware =
    <A, R>(next: (args: A) => Promise<R>, { commandName = '' }: { commandName?: string }) =>
    (args: A): Promise<R> =>
      through(commandName, () => next(args));

  return {
    commands,
    writes: () => commands.filter((command) => WRITES.includes(command)),
    restart() {
      commands.length = 0;
      crash = undefined;
      failing = undefined;
    },
    dieAt(at) {
      crash = at;
    },
    failOnce(command, moment) {
      failing = { command, moment };
    },
    watch(client) {
      if (client instanceof DynamoDBClient) client.middlewareStack.add(middleware);
      else client.middlewareStack.add(middleware);
    },
  };
}

/** Every place at which a process that makes these calls can die. A read has no effect: before it and after it are one. */
export function crashesOf({ commands }: Pick<Calls, 'commands'>): Crash[] {
  return commands.flatMap((command, index): Crash[] => {
    const before: Crash = { at: index + 1, moment: 'before' };
    return READS.includes(command) ? [before] : [before, { at: index + 1, moment: 'after' }];
  });
}
