import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';

/** What goes to a topic. */
export interface Publication {
  readonly topicArn: string;
  readonly subject: string;
  readonly text: string;
  /** For the filter policies of the topic's subscribers. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** With its retries. */
export const LONGEST_PUBLISH_MS = 30_000;

/** Publishes, and answers the id that SNS gave the message. */
export async function publish(
  sns: SNSClient,
  { topicArn, subject, text, attributes }: Publication,
): Promise<string> {
  const named = Object.entries(attributes).map(([name, value]): [string, MessageAttributeValue] => [
    name,
    { DataType: 'String', StringValue: value },
  ]);
  const { MessageId } = await sns.send(
    new PublishCommand({
      TopicArn: topicArn,
      Subject: subject,
      Message: text,
      MessageAttributes: Object.fromEntries(named),
    }),
    { abortSignal: AbortSignal.timeout(LONGEST_PUBLISH_MS) },
  );
  return MessageId ?? 'unknown';
}
