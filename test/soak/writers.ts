import type { Mail } from '../../infra/local/inbox.ts';

/** Those who edit rules and subscribe, and what they found wrong. */
export interface Writers {
  /** Writes a rule anew, or retires it. */
  edit(): Promise<void>;
  /** Asks for mails; the first few are sent a link, which is confirmed, and the others are held back. */
  subscribe(): Promise<void>;
  readonly faults: readonly string[];
  edits(): number;
  subscribers(): number;
}

export function createWriters(url: string, mails: () => readonly Mail[]): Writers {
  const faults: string[] = [];
  let [edits, asked, confirmed] = [0, 0, 0];

  async function send(method: string, path: string, body: unknown, wanted: number): Promise<void> {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status !== wanted) {
      faults.push(`${method} ${path}: ${response.status} ${text.slice(0, 200)}`);
    }
  }

  return {
    faults,
    edits: () => edits,
    subscribers: () => confirmed,
    async edit() {
      edits += 1;
      const path = '/v1/rules/soak-deficit';
      if (edits % 4 === 0) return send('DELETE', path, undefined, 204);
      const fires = { below: -4_000_000_000 - (edits % 3) * 2_000_000_000 };
      const rule = { pair: 'US-KR', metric: 'balance', fires, severity: 'warning' };
      return send('PUT', path, { id: 'soak-deficit', ...rule }, edits % 4 === 1 ? 201 : 200);
    },
    async subscribe() {
      asked += 1;
      const email = `reader-${asked}@example.com`;
      await send('POST', '/v1/subscriptions', { email, pairs: ['US-KR'] }, 202);
      const letter = mails().find(({ to }) => to === email);
      const [link] = letter?.text.match(/https?:\S+confirmation\.html\S*/) ?? [];
      if (!link) return;
      await send('POST', '/v1/subscriptions/confirm', { token: link }, 200);
      confirmed += 1;
    },
  };
}
