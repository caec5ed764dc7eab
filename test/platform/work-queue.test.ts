import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { enqueue } from '../../shared/platform/work-queue.ts';
import { serveLoopback } from '../support/loopback.ts';

const QUEUE_URL = 'https://sqs.eu-west-1.amazonaws.com/123456789012/work.fifo';
const WORK = Array.from({ length: 23 }, (_, index) => ({ group: 'xa', body: { piece: index } }));

type Sent = {
  QueueUrl: string;
  Entries: { Id: string; MessageGroupId: string; MessageBody: string }[];
};

/** An SQS that answers as told, and what it was sent. */
async function givenQueue(answer: (sent: Sent) => Response) {
  const sent: Sent[] = [];
  const headers: Headers[] = [];
  const app = new Hono();
  app.post('/', async (context) => {
    sent.push(await context.req.json());
    headers.push(context.req.raw.headers);
    return answer(sent.at(-1) as Sent);
  });
  const environment = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'id',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_ENDPOINT_URL_SQS: await serveLoopback(app),
  };
  return { sent, headers, enqueue: () => enqueue(QUEUE_URL, WORK, environment) };
}

const all = ({ Entries }: Sent) => Response.json({ Successful: Entries.map(({ Id }) => ({ Id })) });

test('work is queued in order, ten at a time, each in its group, by signed requests', async () => {
  const queue = await givenQueue(all);
  await queue.enqueue();

  expect(queue.sent.map(({ Entries }) => Entries.length)).toEqual([10, 10, 3]);
  expect(
    queue.sent.flatMap(({ Entries }) => Entries.map(({ MessageBody }) => JSON.parse(MessageBody))),
  ).toEqual(WORK.map(({ body }) => body));
  expect(
    new Set(queue.sent.flatMap(({ Entries }) => Entries.map((entry) => entry.MessageGroupId))),
  ).toEqual(new Set(['xa']));
  expect(queue.sent[0]?.QueueUrl).toBe(QUEUE_URL);
  expect(queue.headers[0]?.get('x-amz-target')).toBe('AmazonSQS.SendMessageBatch');
  expect(queue.headers[0]?.get('authorization')).toMatch(
    /^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/eu-west-1\/sqs\/aws4_request/,
  );
});

test.each([
  [
    'a queue that took only some of it',
    ({ Entries }: Sent) =>
      Response.json({
        Successful: Entries.slice(1).map(({ Id }) => ({ Id })),
        Failed: [{ Id: '0', Code: 'InternalError' }],
      }),
    'InternalError',
  ],
  [
    'a queue that refuses',
    () => Response.json({ __type: 'com.amazonaws.sqs#QueueDoesNotExist' }, { status: 400 }),
    'QueueDoesNotExist',
  ],
  ['an answer that is none', () => new Response('<html>'), 'an answer of another shape'],
])('%s is an error that is tried again', async (_, answer, reason) => {
  const queue = await givenQueue(answer);

  await expect(queue.enqueue()).rejects.toMatchObject({
    code: 'work-queue.not-sent',
    retryable: true,
    message: expect.stringContaining(reason),
  });
});
