import type { SNSClient } from '@aws-sdk/client-sns';
import { type Notice, WELCOME } from '../../shared/domain/notice.ts';
import { instant } from '../../shared/domain/observation.ts';
import { keys } from '../../shared/store/keys.ts';
import { markSent } from '../../shared/store/outbox.ts';
import { readNotice } from '../../shared/store/put-notices.ts';
import type { Table } from '../../shared/store/table.ts';
import { isStillConfirming } from './operator-confirms.ts';
import { publish } from './publish.ts';
import type { Outgoing } from './read.ts';
import { orRelease, type TakeDependencies, takeAll } from './take.ts';
import { wrap } from './wrap.ts';

export interface DeliverNoticeDependencies extends TakeDependencies {
  readonly sns: SNSClient;
  readonly operatorTopic: string;
  readonly pageUrl: string;
}

/**
 * Tells the operator one thing, on the operator's own topic. As with alerts nothing is lost wherever this stops, and only a crash
 * between publishing and marking tells it twice. The first of all waits until there is somebody to read it: untouched, so that it wakes
 * nobody by itself; the next poll announces it again.
 */
export async function deliverNotice(
  id: string,
  dependencies: DeliverNoticeDependencies,
): Promise<void> {
  const { table, clock, log, sns, operatorTopic, pageUrl } = dependencies;
  if (id === WELCOME && (await isStillConfirming(sns, operatorTopic))) {
    log.info('notice.waits', { notice: id });
    return;
  }
  const {
    taken: [taken],
  } = await takeAll([outgoingOf(id, table)], dependencies);
  if (!taken) return;
  const notice = taken.item;
  const publication = {
    topicArn: operatorTopic,
    subject: notice.subject,
    text: `${wrapped(notice.text)}\n\n--\nTidemark, to its operator. Page and API: ${pageUrl}\n`,
    attributes: {},
  };
  const messageId = await orRelease([taken], table, () => publish(sns, publication));
  await markSent(table, taken.key, { messageId, sentAt: instant(clock.now()) });
  log.info('notice.sent', { messageId, notice: id });
}

/** Each line by itself, with its indentation. */
function wrapped(text: string): string {
  return text
    .split('\n')
    .flatMap((line) => wrap(line.trim(), line.slice(0, line.search(/\S|$/))))
    .join('\n');
}

function outgoingOf(id: string, table: Table): Outgoing<Notice> {
  return {
    key: keys.notice(id),
    async read() {
      const stored = await readNotice(table, id);
      return stored && { item: stored.notice, delivery: stored.delivery };
    },
  };
}
