import { SEVERITIES } from '../../shared/domain/rule.ts';
import type { Wish } from '../../shared/domain/subscription-bodies.ts';
import type { AlertTopics } from './topics.ts';

/** What SNS is asked for. */
export interface Subscription {
  readonly topicArn: string;
  readonly endpoint: string;
  /** JSON; undefined where everything on the topic is wanted. */
  readonly filterPolicy: string | undefined;
}

/**
 * The subscription that a wish comes to. Whoever wants every pair needs no filter policy, of which a topic holds 200. The same
 * wish is the same text however its pairs were ordered, because SNS compares texts.
 */
export function subscriptionFor(
  { email, pairs, severity }: Wish,
  topics: AlertTopics,
): Subscription {
  const endpoint = withPlainDomain(email);
  if (pairs.length === 0) {
    return { topicArn: topics.bySeverity[severity], endpoint, filterPolicy: undefined };
  }
  const graveEnough = SEVERITIES.slice(SEVERITIES.indexOf(severity));
  const policy = {
    pair: [...new Set(pairs)].sort(),
    // Every message has a severity: all of them is the same as none named.
    ...(severity === 'info' ? {} : { severity: graveEnough }),
  };
  return { topicArn: topics.byPair, endpoint, filterPolicy: JSON.stringify(policy) };
}

/** Domains are the same in any case; SNS would take two spellings for two subscribers. */
function withPlainDomain(email: string): string {
  const at = email.lastIndexOf('@');
  return email.slice(0, at) + email.slice(at).toLowerCase();
}
