import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { TidemarkFunction } from './function.ts';

export interface OperatorTopicProps {
  /**
   * Who is told when something breaks, after confirming by mail.
   *
   * @default - nobody is subscribed
   */
  readonly email?: string;
}

/** Where alarms and notices go: to whoever runs this deployment, never to those who subscribed to alerts. */
export class OperatorTopic extends Construct {
  readonly topic: ITopic;

  constructor(scope: Construct, id: string, props: OperatorTopicProps) {
    super(scope, id);
    const { account, stackName } = Stack.of(this);
    this.topic = new Topic(this, 'Topic', { displayName: 'Tidemark operator', enforceSSL: true });
    // A policy of one's own replaces the default one, by which the account's alarms may publish; CDK's SnsAction adds nothing.
    // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisStack',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'cloudwatch',
              resource: 'alarm',
              // CloudFormation begins the names that it makes with the stack's.
              resourceName: `${stackName}-*`,
              arnFormat: ArnFormat.COLON_RESOURCE_NAME,
            }),
          },
        },
      }),
    );
    if (props.email) this.topic.addSubscription(new EmailSubscription(props.email));
  }

  /** Lets a function tell the operator something, and see whether there is anybody to tell it to; and tells it where. */
  allowPublishing(publisher: TidemarkFunction): void {
    this.topic.grantPublish(publisher);
    publisher.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['sns:GetTopicAttributes'],
        resources: [this.topic.topicArn],
      }),
    );
    publisher.lambda.addEnvironment('OPERATOR_TOPIC_ARN', this.topic.topicArn);
  }
}
