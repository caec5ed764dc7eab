import { ConfirmSubscriptionCommand } from '@aws-sdk/client-sns';
import { instant } from '../../shared/domain/observation.ts';
import { type SubscriptionDependencies, withinTime } from './dependencies.ts';
import type { PastedToken } from './pasted.ts';
import { tellOfShortage } from './quota.ts';
import { isQuotaReached, isUnknown } from './refusal.ts';

/** What became of a token. */
export type Confirmation = 'confirmed' | 'unknown' | 'no-room';

/**
 * Confirms a subscription such that only a signed request ends it. SNS's own page confirms such that anybody ends it who follows
 * the link at the end of a mail, which programs that look into mails do. A token alone is tried against each topic.
 * A retry is harmless: SNS takes a token again, and answers the same.
 * @throws Error when SNS fails.
 */
export async function confirm(
  { token, topicArns }: PastedToken,
  { table, sns, now, log }: SubscriptionDependencies,
): Promise<Confirmation> {
  for (const topicArn of topicArns) {
    try {
      await sns.send(
        new ConfirmSubscriptionCommand({
          TopicArn: topicArn,
          Token: token,
          AuthenticateOnUnsubscribe: 'true',
        }),
        withinTime(),
      );
      log.info('subscription.confirmed');
      return 'confirmed';
    } catch (error) {
      if (isQuotaReached(error)) {
        await tellOfShortage(table, 'full', instant(now()));
        return 'no-room';
      }
      if (!isUnknown(error)) throw error;
    }
  }
  log.info('subscription.token-unknown');
  return 'unknown';
}
