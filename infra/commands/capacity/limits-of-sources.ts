import { COMTRADE_AREAS } from '../../../shared/sources/un-comtrade-areas.ts';
import { type Asking, createAsking } from './asking.ts';
import type { Facts } from './facts.ts';
import type { Limit } from './limits.ts';
import { economyCount, HISTORY_MONTHS, partnersOfEach, type Scale, seriesCount } from './scale.ts';
import { INDICATORS, unitsOfFirstLoad } from './table-load.ts';

const POLL_LIMIT_SECONDS = 15 * 60;
const QUEUE_HOURS = 14 * 24;

/** Changes are written by the fifty, each a current value and its vintage; a transaction takes so long. */
const CHANGES_TOGETHER = 49;
const TRANSACTION_SECONDS = 0.05;

/** SQS takes ten messages in a request, one after another. */
const SENT_TOGETHER = 10;
const SEND_SECONDS = 0.05;

const CUT_OTHERWISE = 'Cut pieces by years as well.';

export function limitsOfSources({ bytes, maxWriteRequestUnits }: Facts): Limit[] {
  const asking = createAsking();
  const load = (source: string, { pairs, chapters }: Scale): Promise<Asking> =>
    asking(source, partnersOfEach(pairs), chapters, false);
  const poll = (source: string, { pairs, chapters }: Scale): Promise<Asking> =>
    asking(source, partnersOfEach(pairs), chapters, true);
  const slowest = ({ chapters }: Scale): string => (chapters > 0 ? 'un-comtrade' : 'imf-imts');
  return [
    {
      name: 'Economies that a source has a code for',
      unit: 'economies',
      most: Object.keys(COMTRADE_AREAS).length,
      source: 'shared/sources/un-comtrade-areas.ts',
      load: ({ pairs }) => economyCount(pairs),
      remedy: 'Complete un-comtrade-areas.ts and imf-economies.ts.',
    },
    {
      name: 'A piece of a first load',
      unit: 'seconds of a run',
      most: POLL_LIMIT_SECONDS,
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
      load: async (scale) => (await load(slowest(scale), scale)).longestPieceSeconds,
      remedy: CUT_OTHERWISE,
    },
    {
      name: 'A piece of an ordinary poll',
      unit: 'seconds of a run',
      most: POLL_LIMIT_SECONDS,
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
      load: async (scale) => (await poll(slowest(scale), scale)).longestPieceSeconds,
      remedy: CUT_OTHERWISE,
    },
    {
      name: 'A first load, all pieces one after another',
      unit: 'hours that the queue keeps a message',
      most: QUEUE_HOURS,
      source: 'infra/constructs/work-queue.ts',
      load: async (scale) => {
        const { seconds } = await load(slowest(scale), scale);
        const changes = seriesCount(scale) * INDICATORS * HISTORY_MONTHS;
        const writing = Math.max(
          (changes / CHANGES_TOGETHER) * TRANSACTION_SECONDS,
          unitsOfFirstLoad(scale, bytes) / maxWriteRequestUnits,
        );
        return (seconds * economyCount(scale.pairs) + writing) / 3600;
      },
      remedy:
        'Ask UN Comtrade for twelve months at once, which a key allows, and raise maxWriteRequestUnits for that day.',
    },
    {
      name: 'An ordinary poll, all pieces one after another',
      unit: 'hours until the next',
      most: 24,
      source: 'cdk.json',
      load: async (scale) =>
        ((await poll(slowest(scale), scale)).seconds * economyCount(scale.pairs)) / 3600,
      remedy:
        'Ask a slow source for everything once a month: around releases it is asked for what it says has changed.',
    },
    {
      name: 'Pieces that one run puts into the queue',
      unit: 'seconds of a run',
      most: POLL_LIMIT_SECONDS,
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
      load: async (scale) =>
        (((await poll(slowest(scale), scale)).pieces * economyCount(scale.pairs)) / SENT_TOGETHER) *
        SEND_SECONDS,
      remedy: 'Have each piece put in the next.',
    },
    {
      name: 'UN Comtrade for a poll of it all',
      unit: 'requests of a free key a day',
      most: 500,
      source: 'Comtrade, free subscription (comtradr, 2025-12)',
      load: async (scale) =>
        (await poll('un-comtrade', scale)).requests * economyCount(scale.pairs),
      remedy:
        'Ask for everything once a month; twelve months a request with a key; then a premium key.',
    },
    {
      name: 'US Census for the pairs of the United States',
      unit: 'requests in one go',
      most: 600,
      source: 'ETRX audit, 2026-08-23: stalls after 600 to 800',
      load: async (scale) => (await poll('us-census', scale)).requests,
      remedy:
        'Put more than 25 partners into a piece: the Census Bureau answers all of them in the two requests of a kind of goods.',
    },
  ];
}
