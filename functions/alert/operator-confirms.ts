import { GetTopicAttributesCommand, type SNSClient } from '@aws-sdk/client-sns';

/** Whether somebody was asked to confirm and nobody has yet. SNS drops what is published meanwhile, and gives up asking after two days. */
export async function isStillConfirming(sns: SNSClient, topic: string): Promise<boolean> {
  const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: topic }));
  const confirmed = Number(Attributes?.['SubscriptionsConfirmed'] ?? 0);
  const pending = Number(Attributes?.['SubscriptionsPending'] ?? 0);
  return confirmed === 0 && pending > 0;
}
