import { callAws } from './aws-json.ts';
import type { Environment } from './environment.ts';
import { TidemarkError } from './errors.ts';

/** A piece of work, and the group within which work is done one after another. */
export interface Work {
  readonly group: string;
  readonly body: unknown;
}

/** SQS takes ten messages in a request. */
const BATCH = 10;

/**
 * Puts work into the queue at `url`, in order. A retry is harmless: the queue drops a body that it was sent in the last five
 * minutes, and work that is done twice finds what it wrote before.
 * @throws TidemarkError `work-queue.not-sent`, retryable, when the queue did not take all of it.
 */
export async function enqueue(
  url: string,
  work: readonly Work[],
  environment: Environment,
): Promise<void> {
  for (let from = 0; from < work.length; from += BATCH) {
    await send(url, work.slice(from, from + BATCH), environment);
  }
}

async function send(url: string, work: readonly Work[], environment: Environment): Promise<void> {
  const input = {
    QueueUrl: url,
    Entries: work.map(({ group, body }, index) => ({
      Id: String(index),
      MessageGroupId: group,
      MessageBody: JSON.stringify(body),
    })),
  };
  const call = {
    service: 'sqs',
    contentType: 'application/x-amz-json-1.0',
    target: 'AmazonSQS.SendMessageBatch',
    input,
  } as const;
  const answer = await callAws(call, environment).catch((error: unknown) => {
    throw notSent(error instanceof Error ? error.name : 'no answer');
  });
  const result: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) throw notSent(String(Object(result)['__type'] ?? `HTTP ${answer.status}`));
  const taken: unknown = Object(result)['Successful'];
  // A batch is answered with 200 though some of it was refused.
  if (!Array.isArray(taken) || taken.length !== work.length) {
    throw notSent(JSON.stringify(Object(result)['Failed'] ?? 'an answer of another shape'));
  }
}

function notSent(reason: string): TidemarkError {
  return new TidemarkError('work-queue.not-sent', `work could not be queued: ${reason}`, {
    retryable: true,
  });
}
