import { UnsubscribeCommand } from '@aws-sdk/client-sns';
import { type SubscriptionDependencies, withinTime } from './dependencies.ts';
import { isOurs } from './pasted.ts';
import { isUnknown } from './refusal.ts';

/**
 * Ends a subscription. Its ARN stands only in the mails to its address and cannot be guessed: who holds it may end it.
 * A retry is harmless: a subscription that is over stays over.
 * @throws Error when SNS fails.
 */
export async function unsubscribe(
  subscriptionArn: string,
  { sns, topics, log }: SubscriptionDependencies,
): Promise<void> {
  if (!isOurs(subscriptionArn, topics)) {
    log.info('subscription.not-ours');
    return;
  }
  try {
    await sns.send(new UnsubscribeCommand({ SubscriptionArn: subscriptionArn }), withinTime());
    log.info('subscription.ended');
  } catch (error) {
    if (!isUnknown(error)) throw error;
    log.info('subscription.unknown');
  }
}
