import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { TidemarkFunction } from './function.ts';

export interface AlertTopicsProps {
  /**
   * Who gets every alert, after confirming by mail.
   *
   * @default - nobody is subscribed
   */
  readonly email?: string;
}

/**
 * Where alerts are published: all of a batch as one message to `everything`, and each pair's share of it to `byPair`, for
 * those whose filter policy names pairs. With one topic for both, a filtered subscriber would be sent the digest of all
 * pairs, and everybody else would need a filter policy too, of which a topic holds 200.
 * Not encrypted with a key of their own: what they carry leaves as plain e-mail.
 */
export class AlertTopics extends Construct {
  readonly everything: ITopic;
  readonly byPair: ITopic;

  constructor(scope: Construct, id: string, props: AlertTopicsProps) {
    super(scope, id);
    const properties = { displayName: 'Tidemark', enforceSSL: true };
    this.everything = new Topic(this, 'Topic', properties);
    this.byPair = new Topic(this, 'PairTopic', properties);
    if (props.email) this.everything.addSubscription(new EmailSubscription(props.email));
  }

  /** Lets a function publish, and tells it where. */
  allowPublishing(publisher: TidemarkFunction): void {
    this.everything.grantPublish(publisher);
    this.byPair.grantPublish(publisher);
    publisher.lambda.addEnvironment('TOPIC_ARN', this.everything.topicArn);
    publisher.lambda.addEnvironment('PAIR_TOPIC_ARN', this.byPair.topicArn);
  }
}
