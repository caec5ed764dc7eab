import { createHash } from 'node:crypto';

/** Those who read the API and its pages, one request after another each, and what they found wrong. */
export interface Readers {
  /** Reads until it is told to stop. */
  read(until: () => boolean): Promise<void>;
  readonly faults: readonly string[];
  requests(): number;
}

const PATHS = [
  '/v1/pairs',
  '/v1/pairs/US-KR',
  '/v1/pairs/US-JP/metrics/balance-12m',
  '/v1/pairs/US-CN/metrics/effective-tariff-rate?asOf=2026-02-03',
  '/v1/pairs/US-KR/observations/duties?history=all',
  '/v1/alerts?limit=20',
  '/v1/alerts.atom',
  '/v1/rules',
  '/v1/sources',
  '/pairs/US-KR',
  '/',
  '/charts/US-KR/balance.svg',
];

export function createReaders(url: string): Readers {
  const faults: string[] = [];
  /** What each path answered last: its validator, and a hash of what it named. */
  const known = new Map<string, { readonly tag: string; readonly hash: string }>();
  let requests = 0;

  async function ask(path: string): Promise<void> {
    const before = known.get(path);
    const headers: Record<string, string> = before ? { 'if-none-match': before.tag } : {};
    const response = await fetch(`${url}${path}`, { headers });
    const content = Buffer.from(await response.arrayBuffer());
    requests += 1;
    const tag = response.headers.get('etag') ?? '';
    if (response.status === 304) {
      if (tag !== before?.tag) faults.push(`${path}: 304 for ${tag}, asked with ${before?.tag}`);
      return;
    }
    if (response.status !== 200) {
      faults.push(`${path}: ${response.status} ${content.toString().slice(0, 200)}`);
      return;
    }
    const hash = createHash('sha256').update(content).digest('hex');
    if (tag === before?.tag) faults.push(`${path}: 200 for what was named by ${tag}`);
    if (hash === before?.hash) faults.push(`${path}: another validator for the same content`);
    known.set(path, { tag, hash });
  }

  return {
    faults,
    requests: () => requests,
    async read(until) {
      for (let at = 0; !until(); at += 1) await ask(PATHS[at % PATHS.length] ?? '/');
    },
  };
}
