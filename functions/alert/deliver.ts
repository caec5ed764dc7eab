import type { SNSClient } from '@aws-sdk/client-sns';
import type { Alert } from '../../shared/domain/alert.ts';
import { instant } from '../../shared/domain/observation.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import { SEVERITIES, type Severity } from '../../shared/domain/rule.ts';
import { readAlert } from '../../shared/store/alerts.ts';
import { keys } from '../../shared/store/keys.ts';
import { markSent } from '../../shared/store/outbox.ts';
import type { Table } from '../../shared/store/table.ts';
import { messageOf } from './message.ts';
import { type Publication, publish } from './publish.ts';
import type { Outgoing } from './read.ts';
import { orRelease, type TakeDependencies, take } from './take.ts';

/** Names an alert item. */
export interface AlertName {
  readonly pair: Pair;
  readonly id: string;
}

interface Topics {
  /** For those who get every pair: one message a batch, of what is at least so grave. */
  readonly bySeverity: Readonly<Record<Severity, string>>;
  /** For those whose filter policy names pairs: one message a pair. */
  readonly byPair: string;
}

export interface DeliverDependencies extends TakeDependencies {
  readonly sns: SNSClient;
  readonly topics: Topics;
  readonly pageUrl: string;
}

/**
 * Delivers the alerts of a batch: as one message to those who get every pair, and each pair's as one message to those who
 * named pairs. Nothing is lost wherever this stops: an alert that is not marked sent is claimed again when its lease is over.
 * Only a crash after publishing and before marking sends something twice.
 */
export async function deliver(
  names: readonly AlertName[],
  dependencies: DeliverDependencies,
): Promise<void> {
  const { table, clock, log, sns } = dependencies;
  const alerts: Alert[] = [];
  const taken: Outgoing<Alert>[] = [];
  for (const name of names) {
    const outgoing = outgoingOf(name, table);
    const alert = await take(outgoing, dependencies);
    if (!alert) continue;
    alerts.push(alert);
    taken.push(outgoing);
  }
  const [first, ...others] = alerts;
  if (!first) return;
  const [messageId] = await orRelease(taken, table, async () => {
    const ids: string[] = [];
    for (const publication of publicationsOf([first, ...others], dependencies)) {
      ids.push(await publish(sns, publication));
    }
    return ids;
  });
  const sentAt = instant(clock.now());
  for (const { key } of taken) {
    await markSent(table, key, { messageId: messageId ?? 'unknown', sentAt });
  }
  log.measure(
    'alert.sent',
    { messageId, alerts: alerts.map(({ id }) => id) },
    { AlertsSent: alerts.length, AlertDelay: delayOf(alerts, sentAt) },
  );
}

/** The messages of the batch first; SNS takes hundreds a second, and nobody is sent more of them than they named pairs. */
function publicationsOf(
  alerts: readonly [Alert, ...Alert[]],
  { topics, pageUrl }: DeliverDependencies,
): Publication[] {
  const byPair = Map.groupBy(alerts, ({ pair }) => pair);
  const shares = [...byPair].flatMap(([pair, [first, ...others]]) => {
    if (!first) return [];
    const { subject, text, severity } = messageOf([first, ...others], pageUrl);
    return [{ topicArn: topics.byPair, subject, text, attributes: { pair, severity } }];
  });
  const digests = SEVERITIES.flatMap((least) => {
    const [first, ...others] = alerts.filter((alert) => isAtLeast(alert.severity, least));
    if (!first) return [];
    const { subject, text, severity } = messageOf([first, ...others], pageUrl);
    return [{ topicArn: topics.bySeverity[least], subject, text, attributes: { severity } }];
  });
  return [...digests, ...shares];
}

function isAtLeast(severity: Severity, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}

/** Milliseconds from when the first of them could be known until it was sent. */
function delayOf(alerts: readonly Alert[], sentAt: string): number {
  return Math.max(...alerts.map(({ knownAt }) => Date.parse(sentAt) - Date.parse(knownAt)), 0);
}

function outgoingOf({ pair, id }: AlertName, table: Table): Outgoing<Alert> {
  return {
    key: keys.alert(pair, id),
    async read() {
      const stored = await readAlert(table, pair, id, { consistent: true });
      return stored && { item: stored.alert, delivery: stored.delivery };
    },
  };
}
