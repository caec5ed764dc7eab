import { ArnFormat, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Settings } from '../../shared/domain/settings.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import type { TidemarkFunction } from './function.ts';
import { IngestSchedule } from './ingest-schedule.ts';

/** The polls of all sources, and the one queue for those that were given up: never begun, or failed at every attempt. */
export class Polls extends Construct {
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters');
  }

  schedule(sources: Settings['sources'], ingest: TidemarkFunction): void {
    const role = this.roleToInvoke(ingest);
    for (const [source, { schedule, timeZone }] of Object.entries(sources)) {
      new IngestSchedule(this, source, {
        source,
        expression: schedule,
        timeZone,
        ingest,
        deadLetters: this.deadLetters,
        role,
      });
    }
  }

  /** The role that CDK would make may invoke every version and alias of the function as well. */
  private roleToInvoke(ingest: TidemarkFunction): IRole {
    const { account } = Stack.of(this);
    const group = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: 'default',
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    });
    const role = new Role(this, 'Role', {
      // Only for schedules of this account: https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': group } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [ingest.lambda.functionArn],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: [this.deadLetters.queueArn],
      }),
    );
    return role.withoutPolicyUpdates();
  }
}
