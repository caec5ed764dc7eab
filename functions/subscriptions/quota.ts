import { GetTopicAttributesCommand, type SNSClient } from '@aws-sdk/client-sns';
import { type Notice, notice } from '../../shared/domain/notice.ts';
import type { Instant } from '../../shared/domain/observation.ts';
import { putNotice } from '../../shared/store/notices.ts';
import type { Table } from '../../shared/store/table.ts';

/**
 * How many filter policies a topic holds, unless AWS has raised it.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html (2026-11-24)
 */
const FILTER_POLICIES_PER_TOPIC = 200;

/** From here on the operator has time to ask for more. */
const NEARLY_FULL = 160;

/** How the room for subscriptions stands, where the operator has to do something about it. */
export type Shortage = 'nearly-full' | 'full';

/** Every subscription to the topic by pair has a filter policy, also while it waits to be confirmed. */
export async function shortageOf(sns: SNSClient, pairTopic: string): Promise<Shortage | undefined> {
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: pairTopic }));
  const confirmed = Number(Attributes?.['SubscriptionsConfirmed'] ?? 0);
  const pending = Number(Attributes?.['SubscriptionsPending'] ?? 0);
  return confirmed + pending >= NEARLY_FULL ? 'nearly-full' : undefined;
}

/**
 * Tells the operator of a shortage, once a month as long as it lasts.
 * A retry is harmless: the notice of the month is there, and is not put again.
 */
export async function tellOfShortage(table: Table, shortage: Shortage, at: Instant): Promise<void> {
  await putNotice(table, shortageNotice(shortage, at));
}

function shortageNotice(shortage: Shortage, at: Instant): Notice {
  const month = at.slice(0, 7);
  return notice(`subscriptions#${shortage}#${month}`, at, SUBJECTS[shortage], [
    MEANINGS[shortage],
    '',
    'Ask AWS for more: Service Quotas, Amazon SNS, filter policies per topic. It costs nothing. Subscriptions to every pair need no room, so readers of many pairs are better off there.',
    `To take no more subscriptions, deploy with -c subscriptionsOpen=false; those that are there stay. What to do: RUNBOOK.md, "Room for subscriptions".`,
  ]);
}

const SUBJECTS: Readonly<Record<Shortage, string>> = {
  'nearly-full': 'the room for subscribers to single pairs is nearly used up',
  full: 'somebody could not be subscribed, there is no room left',
};

const MEANINGS: Readonly<Record<Shortage, string>> = {
  'nearly-full': `${NEARLY_FULL} or more subscriptions to single pairs are there or wait to be confirmed. A topic of SNS holds ${FILTER_POLICIES_PER_TOPIC} of them, unless AWS has raised that for you; what comes after is refused.`,
  full: `SNS refused a subscription because its quota is used up. Whoever asked was not told, and was not sent a mail. A topic holds ${FILTER_POLICIES_PER_TOPIC} subscriptions to single pairs, unless AWS has raised that for you.`,
};
