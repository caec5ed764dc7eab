import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Alert } from '../../shared/domain/alert.ts';
import { instant } from '../../shared/domain/observation.ts';
import type { Clock } from '../../shared/platform/clock.ts';
import type { Logger } from '../../shared/platform/logger.ts';
import { markSent, release } from '../../shared/store/alerts.ts';
import type { Table } from '../../shared/store/table.ts';
import { type Message, messageOf } from './message.ts';
import { type AlertName, takeAlert } from './read.ts';

export interface DeliverDependencies {
  readonly table: Table;
  readonly sns: SNSClient;
  readonly topicArn: string;
  readonly pageUrl: string;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Longer than a publication may take with its retries, shorter than the function's time-out, so that a retry can sit it out. */
const LEASE_MS = 60_000;
const LONGEST_PUBLISH_MS = 30_000;

/**
 * Delivers the alerts of a batch as one message. Nothing is lost wherever this stops: an alert that is not marked sent is
 * claimed again when its lease is over. Only a crash between publishing and marking sends one twice.
 */
export async function deliver(
  names: readonly AlertName[],
  dependencies: DeliverDependencies,
): Promise<void> {
  const { table, clock, log, pageUrl } = dependencies;
  const alerts: Alert[] = [];
  for (const name of names) {
    const alert = await take(name, dependencies);
    if (alert) alerts.push(alert);
  }
  const [first, ...others] = alerts;
  if (!first) return;
  const messageId = await publish(messageOf([first, ...others], pageUrl), alerts, dependencies);
  for (const alert of alerts) {
    await markSent(table, alert, { messageId, sentAt: instant(clock.now()) });
  }
  log.info('alert.sent', { messageId, alerts: alerts.map(({ id }) => id) });
}

/** Waits for the lease of a delivery that died, rather than leaving it to the stream's retries, whose number is bounded. */
async function take(
  name: AlertName,
  { table, clock, log }: DeliverDependencies,
): Promise<Alert | undefined> {
  for (;;) {
    const now = clock.now();
    const leaseUntil = instant(new Date(now.getTime() + LEASE_MS));
    const claimed = await takeAlert(table, name, { now: instant(now), leaseUntil });
    if (claimed.kind === 'ours') return claimed.alert;
    if (claimed.kind === 'done') return undefined;
    log.info('alert.held', { alert: name.id, until: claimed.until });
    await clock.sleep(Date.parse(claimed.until) - now.getTime() + 1);
  }
}

async function publish(
  message: Message,
  alerts: readonly Alert[],
  { sns, topicArn, table }: DeliverDependencies,
): Promise<string> {
  try {
    const { MessageId } = await sns.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: message.subject,
        Message: message.text,
        MessageAttributes: {
          pair: pairAttribute(message.pairs),
          severity: { DataType: 'String', StringValue: message.severity },
        },
      }),
      { abortSignal: AbortSignal.timeout(LONGEST_PUBLISH_MS) },
    );
    return MessageId ?? 'unknown';
  } catch (error) {
    // A retry is harmless: the lease is given back, and whoever comes next claims the alert again.
    for (const alert of alerts) await release(table, alert);
    throw error;
  }
}

/** One pair as a plain string; a digest names them all, and a filter policy matches any of them. */
function pairAttribute(pairs: readonly string[]) {
  return pairs.length === 1
    ? { DataType: 'String', StringValue: pairs[0] }
    : { DataType: 'String.Array', StringValue: JSON.stringify(pairs) };
}
