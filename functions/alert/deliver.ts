import type { SNSClient } from '@aws-sdk/client-sns';
import type { Alert } from '../../shared/domain/alert.ts';
import { type Instant, instant } from '../../shared/domain/observation.ts';
import type { Pair } from '../../shared/domain/pair.ts';
import type { Severity } from '../../shared/domain/rule.ts';
import { TidemarkError } from '../../shared/platform/errors.ts';
import { readAlert } from '../../shared/store/alerts.ts';
import { keys } from '../../shared/store/keys.ts';
import { markPublished, markSent } from '../../shared/store/outbox.ts';
import type { Table } from '../../shared/store/table.ts';
import { messageOf } from './message.ts';
import type { Pace } from './pace.ts';
import { LONGEST_PUBLISH_MS, type Publication, publish } from './publish.ts';
import type { Outgoing, Taken } from './read.ts';
import { destinationsOf, type Shipment, shipmentsOf } from './shipments.ts';
import { orRelease, type TakeDependencies, takeAll } from './take.ts';

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
  /** Of the messages to those who named pairs. */
  readonly pace: Pace;
}

const LEASE_OVER = 'the lease is nearly over; what is left goes with the next attempt';

/**
 * Delivers the alerts of a batch: as one message to those who get every pair, and each pair's as one message to those who
 * named pairs. Nothing is lost wherever this stops: an alert that is not marked sent is claimed again when its lease is over.
 * Each message is marked when SNS has taken it, so that only a crash between a message and its mark sends that message, and no
 * other, a second time. A message that SNS refuses keeps none of the others back.
 * @throws TidemarkError `alert.missing` for alerts that are not there: their wake-up is handed over again.
 */
export async function deliver(
  names: readonly AlertName[],
  dependencies: DeliverDependencies,
): Promise<void> {
  const { table } = dependencies;
  const byId = new Map(names.map((name) => [name.id, outgoingOf(name, table)]));
  const { taken, missing } = await takeAll([...byId.values()], dependencies);
  await orRelease(taken, table, () => sendAll(taken, dependencies));
  if (missing.length === 0) return;
  // DynamoDB makes the items of a transaction visible one after another, and a wake-up may be seen before its alerts.
  const keysOfThem = missing.map(({ SK }) => SK).join(', ');
  throw new TidemarkError('alert.missing', `there is no ${keysOfThem}`, { retryable: true });
}

async function sendAll(
  taken: readonly Taken<Alert>[],
  dependencies: DeliverDependencies,
): Promise<void> {
  const { clock, log, pace } = dependencies;
  const published = new Map(taken.map((alert) => [alert, { ...alert.published }]));
  const leaseEnd = Math.min(...taken.map(({ leaseUntil }) => Date.parse(leaseUntil)));
  const sent: Alert[] = [];
  const failures: unknown[] = [];
  for (const shipment of shipmentsOf(taken)) {
    if (shipment.to === 'pair') await pace();
    if (clock.now().getTime() + LONGEST_PUBLISH_MS > leaseEnd) {
      failures.push(new TidemarkError('alert.lease-over', LEASE_OVER, { retryable: true }));
      break;
    }
    try {
      const messageId = await send(shipment, dependencies);
      for (const alert of shipment.alerts) {
        const out = published.get(alert) ?? {};
        out[shipment.to] = messageId;
        if (await mark(alert, shipment.to, out, dependencies)) sent.push(alert.item);
      }
    } catch (error) {
      log.error('alert.not-published', error, { to: shipment.to });
      failures.push(error);
    }
  }
  if (sent.length > 0) {
    log.measure(
      'alert.sent',
      { alerts: sent.map(({ id }) => id) },
      { AlertsSent: sent.length, AlertDelay: delayOf(sent, instant(clock.now())) },
    );
  }
  if (failures.length > 0) throw failures[0];
}

function send(
  { to, alerts: [first, ...others] }: Shipment,
  { sns, topics, pageUrl }: DeliverDependencies,
): Promise<string> {
  const { pair } = first.item;
  const alerts = [first.item, ...others.map(({ item }) => item)] as const;
  const { subject, text, severity } = messageOf(alerts, pageUrl);
  const publication: Publication =
    to === 'pair'
      ? { topicArn: topics.byPair, subject, text, attributes: { pair, severity } }
      : { topicArn: topics.bySeverity[to], subject, text, attributes: { severity } };
  return publish(sns, publication);
}

/** Marks what is out of an alert; answers whether that was the last of it. */
async function mark(
  { key, item }: Taken<Alert>,
  to: Shipment['to'],
  out: Readonly<Record<string, string>>,
  { table, clock }: DeliverDependencies,
): Promise<boolean> {
  const messageId = out[to] ?? 'unknown';
  const isLast = destinationsOf(item).every((destination) => out[destination] !== undefined);
  if (!isLast) {
    await markPublished(table, key, { to, messageId });
    return false;
  }
  // Every alert is in the digest that has everything.
  const told = { messageId: out['info'] ?? messageId, sentAt: instant(clock.now()) };
  return markSent(table, key, told);
}

/** Milliseconds from when the first of them could be known until it was sent. */
function delayOf(alerts: readonly Alert[], sentAt: Instant): number {
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
