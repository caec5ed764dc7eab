import type { Context, Handler, Next } from 'hono';
import type { Hono } from 'hono/tiny';
import type { Logger } from '../../shared/platform/logger.ts';
import type { Table } from '../../shared/store/table.ts';
import type { Offers } from './offers.ts';
import type { WatchList } from './watch-list.ts';

export interface QueryDependencies {
  readonly table: Table;
  readonly now: () => Date;
  readonly log: Logger;
  readonly offers: Offers;
}

export interface PartDependencies extends QueryDependencies {
  readonly watchList: WatchList;
}

/** A part is loaded when the first request for it comes, and by the next one again where that failed. */
export function servedBy(load: () => Promise<Hono>): Handler {
  let loaded: Promise<Hono> | undefined;
  return async (context) => {
    loaded ??= load();
    const part = await loaded.catch((error: unknown) => {
      loaded = undefined;
      throw error;
    });
    const { raw } = context.req;
    // What a GET would answer: validator and length of a HEAD are made of it, and the content is left out at the end.
    const request = raw.method === 'HEAD' ? new Request(raw, { method: 'GET' }) : raw;
    return part.fetch(request, { ...context.env, requestId: context.get('requestId') });
  };
}

/** In a part: the name that the request was given before. */
export async function nameRequest(context: Context, next: Next): Promise<void> {
  context.set('requestId', context.env.requestId);
  await next();
}
