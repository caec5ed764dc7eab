import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import type { Outcome } from '../../functions/ingest/ledger.ts';
import type { Logger } from '../../shared/platform/logger.ts';
import type { DeployedWorkQueue, QueuedMessage } from './physical-resources.ts';

/** What became of a message: what its handler answered, or why it will be handed out again. */
export type Done =
  | { readonly kind: 'done'; readonly outcome: Outcome | undefined }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Answers how a piece of work ended. */
export type Worker = (event: unknown) => Promise<Outcome | undefined>;

/** The template's work queue, with the meaning of Lambda's event source mapping. */
export interface WorkQueue {
  readonly url: string;
  /** Where its SQS is. */
  readonly endpoint: string;
  /** Puts a message in, as EventBridge Scheduler does; answers its id. */
  send(message: QueuedMessage): Promise<string>;
  /** Hands over everything there is, one message an invocation; answers what became of it, by message id. */
  drain(worker: Worker): Promise<Map<string, Done>>;
  stop(): Promise<void>;
}

/**
 * In memory, whatever else is kept: what waits when this process ends is asked for again at the next start, by the deployment
 * and by the replay, and nobody is left whom a message under way must be kept from.
 */
export async function openWorkQueue(
  { logicalId, visibilityTimeoutSeconds, attempts }: DeployedWorkQueue,
  log: Logger,
): Promise<WorkQueue> {
  const server = await startFauxqs({ port: 0, logger: false });
  const sqs = new SQSClient({ endpoint: server.address });
  const create = async (name: string, attributes: Record<string, string> = {}) => {
    const Attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'true', ...attributes };
    const created = await sqs.send(
      new CreateQueueCommand({ QueueName: `${name}.fifo`, Attributes }),
    );
    return created.QueueUrl ?? '';
  };
  const deadLetters = await create(`${logicalId}-dead-letters`);
  const { Attributes: { QueueArn: deadLetterTargetArn } = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: deadLetters, AttributeNames: ['QueueArn'] }),
  );
  const QueueUrl = await create(logicalId, {
    VisibilityTimeout: String(visibilityTimeoutSeconds),
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: attempts }),
  });

  async function handOver(worker: Worker, message: Message): Promise<Done> {
    const { MessageId: messageId, ReceiptHandle, Body: body, Attributes: attributes } = message;
    try {
      const outcome = await worker({
        Records: [{ messageId, body, attributes, eventSource: 'aws:sqs' }],
      });
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      return { kind: 'done', outcome };
    } catch (error) {
      // It stays where it is and comes back when its visibility time-out is over.
      log.error('work-queue.failed', error);
      return { kind: 'failed', error };
    }
  }

  return {
    url: QueueUrl,
    endpoint: server.address,
    async send({ group: MessageGroupId, body: MessageBody }) {
      const sent = await sqs.send(
        new SendMessageCommand({ QueueUrl, MessageGroupId, MessageBody }),
      );
      return sent.MessageId ?? '';
    },
    async drain(worker) {
      const ended = new Map<string, Done>();
      for (;;) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({
            QueueUrl,
            MaxNumberOfMessages: 1,
            MessageSystemAttributeNames: ['ApproximateReceiveCount'],
          }),
        );
        const [message] = Messages;
        if (!message) return ended;
        ended.set(message.MessageId ?? '', await handOver(worker, message));
      }
    },
    async stop() {
      sqs.destroy();
      await server.stop();
    },
  };
}
