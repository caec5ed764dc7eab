import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { TidemarkFunction } from './function.ts';

export interface AlertTopicProps {
  /**
   * Who gets every alert, after confirming by mail.
   *
   * @default - nobody is subscribed
   */
  readonly email?: string;
}

/** Where alerts are published. Not encrypted with a key of its own: what it carries leaves as plain e-mail. */
export class AlertTopic extends Construct {
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, props: AlertTopicProps) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: 'Tidemark', enforceSSL: true });
    if (props.email) this.topic.addSubscription(new EmailSubscription(props.email));
  }

  /** Lets a function publish, and tells it where. */
  allowPublishing(publisher: TidemarkFunction): void {
    this.topic.grantPublish(publisher);
    publisher.lambda.addEnvironment('TOPIC_ARN', this.topic.topicArn);
  }
}
