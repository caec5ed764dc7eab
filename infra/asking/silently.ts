import { type Instant, instant } from '../../shared/domain/observation.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import { SourceRefusal } from '../../shared/platform/errors.ts';
import type { HttpAnswer } from '../../shared/platform/http.ts';
import { adapterOf } from '../../shared/sources/registry.ts';
import type { Source, SourceContext, SourceTarget } from '../../shared/sources/source.ts';

/**
 * How long a source takes to answer, an assumption: UN Comtrade wrote 2.16 seconds into an answer of two rows (seen 2026-09-07);
 * the Census Bureau stalls for up to half a minute when it is busy (ETRX audit, 2026-08-23).
 */
const ANSWER_SECONDS: Readonly<Record<string, number>> = {
  'un-comtrade': 2.2,
  'imf-imts': 2,
  'us-census': 5,
};

/** What asking a source comes to. */
export interface Asked {
  readonly requests: number;
  /** With the pauses that the adapter makes. */
  readonly seconds: number;
}

/** Asks an adapter over a network that has nothing to say: how often, and with which pauses. */
export async function askSilently(id: string, targets: readonly SourceTarget[]): Promise<Asked> {
  let requests = 0;
  let pausesMs = 0;
  const source = await sourceOf(id);
  const context = contextOf(source, async () => {
    requests += 1;
    return nothingFrom(id);
  });
  const sleep = async (milliseconds: number): Promise<void> => {
    pausesMs += milliseconds;
  };
  try {
    await source.fetch({ targets }, { ...context, sleep });
  } catch (error) {
    // Of one that takes silence for a fault, what it asked until then.
    if (!(error instanceof SourceRefusal)) throw error;
  }
  return { requests, seconds: pausesMs / 1000 + requests * (ANSWER_SECONDS[id] ?? 1) };
}

/** Why an adapter would never ask about some targets, in its own words; undefined where it asks, or has what is wanted. */
export async function refusalOf(
  id: string,
  targets: readonly SourceTarget[],
  shipped: Pick<Settings, 'figures' | 'tariffs'>,
): Promise<string | undefined> {
  const wouldAsk = new Error('would ask');
  const source = await sourceOf(id);
  const context = contextOf(source, () => Promise.reject(wouldAsk));
  try {
    const said = await source.fetch({ targets }, { ...context, shipped });
    return said.length > 0 ? undefined : 'it has no figures of it';
  } catch (error) {
    if (error === wouldAsk) return undefined;
    if (error instanceof SourceRefusal) return error.message.replace(`${id}: `, '');
    throw error;
  }
}

async function sourceOf(id: string): Promise<Source> {
  const source = await adapterOf(id);
  if (source && 'fetch' in source) return source;
  throw new Error(`${id} is asked for no figures`);
}

/** Latest of all, so that whatever is known counts. */
const AT_LAST: Instant = instant(new Date('9999-12-31T00:00:00Z'));

function contextOf(source: Source, get: () => Promise<HttpAnswer>): SourceContext {
  return {
    http: { get },
    baseUrl: source.baseUrl,
    apiKey: source.apiKey === 'required' ? 'none' : undefined,
    sleep: () => Promise.resolve(),
    knownAt: AT_LAST,
    shipped: {},
  };
}

/** How a source says that it has nothing. */
function nothingFrom(id: string): HttpAnswer {
  if (id !== 'un-comtrade') {
    return { status: 204, contentType: '', text: '', headers: new Headers() };
  }
  const text = '{"elapsedTime":"0 secs","count":0,"data":[],"error":""}';
  return { status: 200, contentType: 'application/json', text, headers: new Headers() };
}
