import { type SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import { instant } from '../../shared/domain/observation.ts';
import type { Wish } from '../../shared/domain/subscription-bodies.ts';
import { hashingKey } from '../../shared/store/hashing-key.ts';
import { type Asked, countRequest, giveBack } from '../../shared/store/subscription-limits.ts';
import { type SubscriptionDependencies, withinTime } from './dependencies.ts';
import { withoutItsWords } from './fault.ts';
import { inboxOf, keyedHash } from './hashes.ts';
import { networkOf } from './network.ts';
import { type Shortage, shortageOf, tellOfShortage } from './quota.ts';
import { type Refusal, refusalOf } from './refusal.ts';
import { type Subscription, subscriptionFor } from './subscription.ts';

export interface SubscribeDependencies extends SubscriptionDependencies {
  /** How many confirmation mails may go out a day, to everybody together. */
  readonly mailsPerDay: number;
  /** A random key, should there be none yet. */
  readonly freshKey: () => string;
}

/** Confirmation mails a day that one network may ask for. */
const MAILS_PER_NETWORK = 5;

/**
 * Has SNS mail a link with which the owner of an address can confirm, unless a limit holds that back. Whoever asked learns
 * nothing of which it was: whether an address is subscribed is between it and SNS.
 *
 * Where this stops half way nobody is mailed twice a day: the address is held before SNS is asked. Died before SNS was asked,
 * the mail is missing, and can be asked for again when the day is over.
 * @throws Error when the limits cannot be counted, or SNS fails; then the address is free again.
 */
export async function subscribe(
  wish: Wish,
  ip: string | undefined,
  dependencies: SubscribeDependencies,
): Promise<void> {
  const { table, topics, now, log, mailsPerDay, freshKey } = dependencies;
  const asked = hashed(await hashingKey(table, freshKey), wish.email, ip);
  const caps = { perNetwork: MAILS_PER_NETWORK, everybody: mailsPerDay };
  const allowance = await countRequest(table, asked, now(), caps);
  if (allowance.kind === 'held-back') {
    log.info('subscription.held-back', { by: allowance.by });
    return;
  }
  const subscription = subscriptionFor(wish, topics);
  const refusal = await askSns(subscription, dependencies).catch(async (error) => {
    await giveBack(table, asked.address, allowance.until).catch((fault) =>
      log.error('subscription.still-held', withoutItsWords(fault)),
    );
    throw error;
  });
  if (refusal) log.info('subscription.refused', { reason: refusal });
  else log.info('subscription.asked', { pairs: wish.pairs.length, severity: wish.severity });
  await watchRoom(subscription, refusal, dependencies);
}

function hashed(key: string, email: string, ip: string | undefined): Asked {
  return {
    address: keyedHash(key, 'address', inboxOf(email)),
    network: keyedHash(key, 'network', networkOf(ip)),
  };
}

/** Asks once: an existing subscription stays as it is, one that waits is mailed again, and a different one is refused. */
async function askSns(
  { topicArn, endpoint, filterPolicy }: Subscription,
  { sns }: SubscriptionDependencies,
): Promise<Refusal | undefined> {
  try {
    await sns.send(
      new SubscribeCommand({
        TopicArn: topicArn,
        Protocol: 'email',
        Endpoint: endpoint,
        ...(filterPolicy ? { Attributes: { FilterPolicy: filterPolicy } } : {}),
        ReturnSubscriptionArn: true,
      }),
      withinTime(),
    );
    return undefined;
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal) return refusal;
    throw error;
  }
}

/** What the subscriber asked for is done: that the room cannot be looked at is not theirs to be told. */
async function watchRoom(
  subscription: Subscription,
  refusal: Refusal | undefined,
  { table, sns, topics, now, log }: SubscriptionDependencies,
): Promise<void> {
  try {
    const shortage = await shortageAfter(subscription, refusal, sns, topics.byPair);
    if (shortage) await tellOfShortage(table, shortage, instant(now()));
  } catch (error) {
    log.error('subscription.room-unknown', withoutItsWords(error));
  }
}

async function shortageAfter(
  { topicArn }: Subscription,
  refusal: Refusal | undefined,
  sns: SNSClient,
  pairTopic: string,
): Promise<Shortage | undefined> {
  if (refusal === 'no-room') return 'full';
  return topicArn === pairTopic ? shortageOf(sns, pairTopic) : undefined;
}
