import { type AlertTopics, topicArnsOf } from './topics.ts';

/** What a pasted text holds; undefined where it is neither the link nor what stands in it. */
export interface PastedToken {
  readonly token: string;
  /** The topics whose token it can be; none where the link names a topic that nobody subscribes to here. */
  readonly topicArns: readonly string[];
}

const TOKEN = /^[\x21-\x7e]{16,1000}$/;
const SUBSCRIPTION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A confirmation link, `https://sns…/confirmation.html?TopicArn=…&Token=…&Endpoint=…`, or the token alone. */
export function tokenIn(text: string, topics: AlertTopics): PastedToken | undefined {
  const pasted = unwrapped(text);
  const link = linkIn(pasted);
  const token = link ? link.searchParams.get('Token') : pasted;
  if (!token || !TOKEN.test(token)) return undefined;
  const named = link?.searchParams.get('TopicArn');
  const ours = topicArnsOf(topics);
  return { token, topicArns: named ? ours.filter((arn) => arn === named) : ours };
}

/**
 * An unsubscribe link, `https://sns…/unsubscribe.html?SubscriptionArn=…&Endpoint=…`, or the ARN alone. The link is read and never
 * followed, so that it does not matter where it leads.
 */
export function subscriptionArnIn(text: string): string | undefined {
  const pasted = unwrapped(text);
  const link = linkIn(pasted);
  const arn = link ? link.searchParams.get('SubscriptionArn') : pasted;
  return arn?.startsWith('arn:') ? arn : undefined;
}

/** Whether it is a subscription to one of the topics that people subscribe to, and not to the operator's or a stranger's. */
export function isOurs(subscriptionArn: string, topics: AlertTopics): boolean {
  const at = subscriptionArn.lastIndexOf(':');
  const [topicArn, id] = [subscriptionArn.slice(0, at), subscriptionArn.slice(at + 1)];
  return topicArnsOf(topics).includes(topicArn) && SUBSCRIPTION_ID.test(id);
}

/** Mail programs break long links; neither a link nor an ARN has spaces of its own. */
function unwrapped(text: string): string {
  return text.replace(/\s+/g, '');
}

function linkIn(text: string): URL | undefined {
  return /^https?:\/\//i.test(text) ? (URL.parse(text) ?? undefined) : undefined;
}
