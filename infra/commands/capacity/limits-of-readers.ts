import { READERS } from '../cost/assumptions.ts';
import { readUnits } from '../cost/request-units.ts';
import type { Facts } from './facts.ts';
import type { Limit } from './limits.ts';
import { seriesCount } from './scale.ts';
import { shardsOf } from './table-load.ts';

/** Of the rules, those that fire or clear on one release day. */
const ALERTING = 0.1;
const BATCH = 1000;
const API_SECONDS = 10;
/** How long the alerts of a shard are gathered. */
const BATCH_SECONDS = 30;

export function limitsOfReaders({
  bytes,
  mailBytes,
  maxReadRequestUnits,
  maxWriteRequestUnits,
}: Facts): Limit[] {
  return [
    {
      name: 'GET /v1/pairs, all headlines at once',
      unit: 'seconds of a request',
      most: API_SECONDS,
      source: 'infra/tidemark-stack.ts',
      load: (scale) =>
        (seriesCount(scale) * readUnits(bytes.LATEST, { consistent: false })) / maxReadRequestUnits,
      remedy:
        'Page the list, keep headlines in items of their own, and put CloudFront before the API.',
    },
    {
      name: 'A digest, one in ten rules having something to say',
      unit: 'bytes of an SNS message',
      most: 256 * 1024,
      source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-publish.html',
      load: ({ pairs }) => Math.min(BATCH, pairs * ALERTING) * mailBytes,
      remedy: 'Name the gravest in full and the others in a line each.',
    },
    {
      name: 'Mails to one reader, a digest of each shard',
      unit: 'mails a second',
      most: 10,
      source: 'https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html',
      load: (scale) =>
        Math.min(seriesCount(scale), shardsOf(scale, bytes, maxWriteRequestUnits)) / BATCH_SECONDS,
      remedy: 'Gather alerts for longer than half a minute.',
    },
    {
      name: 'Subscribers who name pairs',
      unit: 'filter policies of a topic',
      most: 200,
      source:
        'https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html',
      load: () => READERS.subscribers,
      remedy: 'A topic by pair for every 200 of them: a message goes to each of those topics.',
    },
  ];
}
