import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as z from 'zod';
import type { Clock } from '../../shared/platform/clock.ts';
import { type FilterPolicy, filterPolicySchema } from './filter-policy.ts';
import { SnsError } from './sns-error.ts';

const subscriptionSchema = z.object({
  arn: z.string(),
  topicArn: z.string(),
  endpoint: z.string(),
  filterPolicy: filterPolicySchema.nullable(),
  state: z.enum(['pending', 'suspended', 'confirmed', 'unsubscribed']),
  /** Whether only a signed request ends it. */
  authenticateOnUnsubscribe: z.boolean(),
  /** With which it can be confirmed, each until an instant. */
  tokens: z.array(z.object({ token: z.string(), until: z.string() })),
  /** When one that nobody confirms is forgotten. */
  until: z.string().nullable(),
});
export type Subscription = z.infer<typeof subscriptionSchema>;

interface Wanted {
  readonly topicArn: string;
  readonly endpoint: string;
  readonly filterPolicy: FilterPolicy | null;
}

/** Confirmation tokens, and subscriptions that nobody confirms, live for two days (API reference of Subscribe, 2026-11). */
const UNCONFIRMED_MS = 48 * 3_600_000;

/** Filter policies that a topic holds, also of subscriptions that wait to be confirmed. */
const FILTER_POLICIES_PER_TOPIC = 200;

/** SNS's books: who is subscribed to which topic, and how far that has come. */
export interface Subscriptions {
  createTopic(name: string): string;
  /** All of them that are not forgotten, those of one topic where it is named. */
  list(topicArn?: string): readonly Subscription[];
  /** @returns the token to be mailed; undefined where the same subscription is confirmed already. */
  subscribe(wanted: Wanted): { readonly arn: string; readonly token: string | undefined };
  /** What a deployment does, with whoever reads the mails: once, whatever becomes of it. */
  deploy(wanted: Wanted): void;
  /** @throws SnsError InvalidParameter for a token that is unknown or too old. */
  confirm(topicArn: string, token: string, authenticateOnUnsubscribe: boolean): string;
  /** A signed request. */
  unsubscribe(arn: string): void;
  /** Anybody who has the link of a mail; answers a token to take it back with. */
  unsubscribeByLink(arn: string): 'unknown' | 'needs-a-signature' | { readonly token: string };
  /** Back to where it waits to be confirmed, because it was sent too much. */
  suspend(arn: string): void;
}

/** Kept in a file where one is named. */
export function openSubscriptions(clock: Clock, file: string | undefined): Subscriptions {
  const topics = new Set<string>();
  let all: Subscription[] = file && existsSync(file) ? read(file) : [];

  function change(arn: string, to: Partial<Subscription>): void {
    all = all.map((one) => (one.arn === arn ? { ...one, ...to } : one));
    if (file) write(file, all);
  }

  function list(topicArn?: string): Subscription[] {
    if (topicArn !== undefined && !topics.has(topicArn)) {
      throw new SnsError('NotFound', 'Topic does not exist');
    }
    const now = clock.now().toISOString();
    const known = all.filter(({ until }) => until === null || until > now);
    return topicArn === undefined ? known : known.filter((one) => one.topicArn === topicArn);
  }

  function inTwoDays(): string {
    return new Date(clock.now().getTime() + UNCONFIRMED_MS).toISOString();
  }

  function freshToken() {
    return { token: randomBytes(64).toString('hex'), until: inTwoDays() };
  }

  function add(wanted: Wanted, state: 'pending' | 'confirmed'): Subscription {
    mustHaveRoom(list(wanted.topicArn), wanted);
    const made: Subscription = {
      ...wanted,
      arn: `${wanted.topicArn}:${randomUUID()}`,
      state,
      authenticateOnUnsubscribe: false,
      tokens: [],
      until: state === 'pending' ? inTwoDays() : null,
    };
    // Whoever had unsubscribed and comes back is known once.
    const others = list().filter(
      (one) => one.topicArn !== wanted.topicArn || one.endpoint !== wanted.endpoint,
    );
    all = [...others, made];
    return made;
  }

  function find(arn: string): Subscription | undefined {
    return list().find((one) => one.arn === arn && one.state !== 'unsubscribed');
  }

  return {
    list,
    createTopic(name) {
      const arn = `arn:aws:sns:us-east-1:000000000000:${name}`;
      topics.add(arn);
      return arn;
    },
    subscribe(wanted) {
      const known = list(wanted.topicArn).find(
        ({ endpoint, state }) => endpoint === wanted.endpoint && state !== 'unsubscribed',
      );
      if (known) mustBeTheSame(known, wanted);
      if (known?.state === 'confirmed') return { arn: known.arn, token: undefined };
      const { arn, tokens } = known ?? add(wanted, 'pending');
      const fresh = freshToken();
      change(arn, { tokens: [...tokens, fresh], until: fresh.until });
      return { arn, token: fresh.token };
    },
    deploy(wanted) {
      if (list(wanted.topicArn).some(({ endpoint }) => endpoint === wanted.endpoint)) return;
      change(add(wanted, 'confirmed').arn, {});
    },
    confirm(topicArn, token, authenticateOnUnsubscribe) {
      const now = clock.now().toISOString();
      const found = list(topicArn).find(({ tokens }) =>
        tokens.some((one) => one.token === token && one.until > now),
      );
      if (!found) throw new SnsError('InvalidParameter', 'Invalid parameter: Token');
      // How a second confirmation that differs is taken is not documented: as one that changes nothing.
      if (found.state !== 'confirmed') {
        change(found.arn, { state: 'confirmed', authenticateOnUnsubscribe, until: null });
      }
      return found.arn;
    },
    unsubscribe(arn) {
      const found = find(arn);
      if (found?.state === 'pending' || found?.state === 'suspended') {
        // It goes by itself: https://docs.aws.amazon.com/sns/latest/dg/sns-delete-subscription-topic.html
        const reason = 'it waits to be confirmed';
        throw new SnsError('InvalidParameter', `Invalid parameter: SubscriptionArn: ${reason}`);
      }
      change(arn, { state: 'unsubscribed', tokens: [], until: null });
    },
    unsubscribeByLink(arn) {
      const found = find(arn);
      if (found?.state !== 'confirmed') return 'unknown';
      if (found.authenticateOnUnsubscribe) return 'needs-a-signature';
      const fresh = freshToken();
      change(arn, { state: 'unsubscribed', tokens: [fresh] });
      return { token: fresh.token };
    },
    suspend(arn) {
      change(arn, { state: 'suspended', tokens: [], until: inTwoDays() });
    },
  };
}

function mustBeTheSame(known: Subscription, wanted: Wanted): void {
  if (JSON.stringify(known.filterPolicy) === JSON.stringify(wanted.filterPolicy)) return;
  throw new SnsError(
    'InvalidParameter',
    'Invalid parameter: Attributes Reason: Subscription already exists with different attributes',
  );
}

function mustHaveRoom(ofTopic: readonly Subscription[], { filterPolicy }: Wanted): void {
  const filtered = ofTopic.filter(
    (one) => one.filterPolicy !== null && one.state !== 'unsubscribed',
  );
  if (filterPolicy === null || filtered.length < FILTER_POLICIES_PER_TOPIC) return;
  throw new SnsError('FilterPolicyLimitExceeded', 'Filter policy limit exceeded');
}

function read(file: string): Subscription[] {
  return z.array(subscriptionSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** Renaming is whole or not at all, so that a kill leaves the old book or the new one. */
function write(file: string, all: readonly Subscription[]): void {
  writeFileSync(`${file}.new`, JSON.stringify(all));
  renameSync(`${file}.new`, file);
}
