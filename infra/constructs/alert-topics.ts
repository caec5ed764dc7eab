import { Validations } from 'aws-cdk-lib';
import { Policy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
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
    for (const topic of this.all) topic.grantPublish(publisher);
    this.tell(publisher);
  }

  /** Lets a function subscribe people to these topics and to no other, and tells it which they are. */
  allowSubscribing(subscriber: TidemarkFunction): void {
    subscriber.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sns:Subscribe', 'sns:ConfirmSubscription'],
        resources: this.all.map(({ topicArn }) => topicArn),
      }),
    );
    subscriber.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sns:GetTopicAttributes'],
        resources: [this.byPair.topicArn],
      }),
    );
    allowUnsubscribing(subscriber);
    this.tell(subscriber);
  }

  private get all(): ITopic[] {
    return [...Object.values(this.bySeverity), this.byPair];
  }

  private tell(user: TidemarkFunction): void {
    for (const severity of SEVERITIES) {
      const { topicArn } = this.bySeverity[severity];
      user.lambda.addEnvironment(`${severity.toUpperCase()}_TOPIC_ARN`, topicArn);
    }
    user.lambda.addEnvironment('PAIR_TOPIC_ARN', this.byPair.topicArn);
  }
}

/**
 * To unsubscribe is the one thing that cannot be allowed for a topic: IAM knows no resource type for it, so that a policy has to
 * say `*` (Service Authorization Reference of Amazon SNS, read 2026-11-25). Denials that people report do name the topic, but on
 * what is not documented a policy must not rest. What narrows it is in the function: it takes ARNs of subscriptions to the topics
 * that it was told of, and the operator's is none of them.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_sns.html
 */
function allowUnsubscribing(subscriber: TidemarkFunction): void {
  const policy = new Policy(subscriber, 'Unsubscribing', {
    statements: [new PolicyStatement({ actions: ['sns:Unsubscribe'], resources: ['*'] })],
  });
  policy.attachToRole(subscriber.role);
  Validations.of(policy).acknowledge({
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
    reason:
      'sns:Unsubscribe has no resource type in IAM and can be allowed for every resource only; the function refuses subscriptions to other topics than those for alerts.',
  });
}
