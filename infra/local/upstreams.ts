import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import { createBankOfKoreaUpstream } from './upstreams/bank-of-korea.ts';
import { createFederalRegisterUpstream } from './upstreams/federal-register.ts';
import { createImfImtsUpstream } from './upstreams/imf-imts.ts';
import { createKoreaCustomsUpstream } from './upstreams/korea-customs.ts';
import { createPublishedFiguresUpstream } from './upstreams/published-figures.ts';
import { createUnComtradeUpstream } from './upstreams/un-comtrade.ts';
import { createUsCensusUpstream } from './upstreams/us-census.ts';
import { createUsTreasuryUpstream } from './upstreams/us-treasury.ts';
import { createWitsUpstream } from './upstreams/wits.ts';
import { createWorldBankUpstream } from './upstreams/world-bank.ts';

export interface Upstreams {
  /** The variables that point the ingest function at them. */
  readonly variables: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Loopback servers in place of the publishers'; each answers in its publisher's wire format with what is out by `now`. */
export async function startUpstreams(now: () => Date): Promise<Upstreams> {
  const census = await serve(createUsCensusUpstream({ now }));
  const comtrade = await serve(createUnComtradeUpstream({ now }));
  // None of the replay's figures came from the IMF or from Korea's offices: they have nothing to say.
  const imf = await serve(createImfImtsUpstream([]));
  const customs = await serve(createKoreaCustomsUpstream([]));
  const bank = await serve(createBankOfKoreaUpstream([]));
  const register = await serve(createFederalRegisterUpstream());
  const treasury = await serve(createUsTreasuryUpstream({ now }));
  const worldBank = await serve(createWorldBankUpstream({ now }));
  const figures = await serve(createPublishedFiguresUpstream({ now }));
  const wits = await serve(createWitsUpstream({ now }));
  return {
    variables: {
      UPSTREAM_US_CENSUS: census.url,
      UPSTREAM_UN_COMTRADE: comtrade.url,
      UPSTREAM_IMF_IMTS: imf.url,
      UPSTREAM_KOREA_CUSTOMS: customs.url,
      UPSTREAM_BANK_OF_KOREA: bank.url,
      UPSTREAM_US_TREASURY: treasury.url,
      UPSTREAM_WORLD_BANK: worldBank.url,
      UPSTREAM_FEDERAL_REGISTER: register.url,
      UPSTREAM_PUBLISHED_FIGURES: `${figures.url}/figures.csv`,
      UPSTREAM_WITS: wits.url,
      // The loopback servers take any key of the right form; these open nothing anywhere else.
      API_KEY_US_CENSUS: '0'.repeat(40),
      API_KEY_KOREA_CUSTOMS: '0'.repeat(64),
      API_KEY_BANK_OF_KOREA: '0'.repeat(20),
    },
    async stop() {
      const offices = [census, comtrade, imf, customs, bank, register, figures];
      const servers = [...offices, treasury, worldBank, wits];
      await Promise.all(servers.map((server) => server.stop()));
    },
  };
}

async function serve(app: Hono): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(getRequestListener(app.fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
