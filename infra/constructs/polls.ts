import { ArnFormat, type Duration, Stack } from 'aws-cdk-lib';
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Settings } from '../../shared/domain/settings.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { IngestSchedule } from './ingest-schedule.ts';
import { WorkQueue } from './work-queue.ts';

export interface PollsProps {
  /** The longest that a poll may take. */
  readonly longestPoll: Duration;
}

/** The polls of all sources: their schedules, the queue in which they wait, and where those end that were given up. */
export class Polls extends Construct {
  /** Polls that were made and failed at every attempt are in `work.deadLetters`. */
  readonly work: WorkQueue;
  /** What was never begun: polls that could not be queued, and deployments whose settings could not be applied. */
  readonly deadLetters: DeadLetterQueue;

  constructor(scope: Construct, id: string, { longestPoll }: PollsProps) {
    super(scope, id);
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters');
    this.work = new WorkQueue(this, 'Work', { longestWork: longestPoll });
  }

  schedule(sources: Settings['sources']): void {
    const role = this.roleToQueue();
    const queues = { work: this.work.queue, deadLetters: this.deadLetters };
    for (const [source, { schedule, aroundReleases, timeZone }] of Object.entries(sources)) {
      const polls = { source, timeZone, ...queues, role };
      new IngestSchedule(this, source, { ...polls, expression: schedule });
      if (!aroundReleases) continue;
      const only = 'around-releases';
      new IngestSchedule(this, `${source}-${only}`, { ...polls, expression: aroundReleases, only });
    }
  }

  /** The role that CDK would make may read the attributes of the queues as well. */
  private roleToQueue(): IRole {
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
        actions: ['sqs:SendMessage'],
        resources: [this.work.queue.queueArn, this.deadLetters.queueArn],
      }),
    );
    return role.withoutPolicyUpdates();
  }
}
