import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import { SEVERITIES, type Severity } from '../../shared/domain/rule.ts';
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
 * Where alerts are published. Those of a batch that are at least of a severity go as one message to the topic of that severity,
 * and each pair's share of the batch goes to `byPair`, for those whose filter policy names pairs. A topic holds 200 filter
 * policies: whoever wants every pair needs none, however many of them there are, and is sent nothing below the severity that
 * was chosen, which a filter on the gravest alert of a digest could not do.
 * Not encrypted with a key of their own: what they carry leaves as plain e-mail.
 */
export class AlertTopics extends Construct {
  /** Everything that is at least so grave: `info` has it all. */
  readonly bySeverity: Readonly<Record<Severity, ITopic>>;
  readonly byPair: ITopic;

  constructor(scope: Construct, id: string, props: AlertTopicsProps) {
    super(scope, id);
    const properties = { displayName: 'Tidemark', enforceSSL: true };
    this.bySeverity = {
      info: new Topic(this, 'Topic', properties),
      warning: new Topic(this, 'WarningTopic', properties),
      critical: new Topic(this, 'CriticalTopic', properties),
    };
    this.byPair = new Topic(this, 'PairTopic', properties);
    if (props.email) this.bySeverity.info.addSubscription(new EmailSubscription(props.email));
  }

  /** Lets a function publish, and tells it where. */
  allowPublishing(publisher: TidemarkFunction): void {
    for (const severity of SEVERITIES) {
      const topic = this.bySeverity[severity];
      topic.grantPublish(publisher);
      publisher.lambda.addEnvironment(`${severity.toUpperCase()}_TOPIC_ARN`, topic.topicArn);
    }
    this.byPair.grantPublish(publisher);
    publisher.lambda.addEnvironment('PAIR_TOPIC_ARN', this.byPair.topicArn);
  }
}
