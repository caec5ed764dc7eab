import * as z from 'zod';
import type { Mail } from '../../infra/local/inbox.ts';
import type { LocalTidemark } from '../../infra/local/runner.ts';
import { linkIn } from './post-office.ts';

/** Somebody who subscribes over HTTP, as a page does. */
export interface Subscriber {
  subscribe(wish: { email: string; pairs?: readonly string[]; severity?: string }): Promise<number>;
  /** With the link of the newest confirmation mail. */
  confirm(email: string): Promise<number>;
  /** With the link at the end of the newest mail. */
  unsubscribe(email: string): Promise<number>;
  /** What came, without the letters about the subscription itself. */
  news(email: string): Mail[];
}

export function subscriberOf({ url, mails }: Pick<LocalTidemark, 'url' | 'mails'>): Subscriber {
  async function post(path: string, body: unknown): Promise<number> {
    const response = await fetch(`${url}/v1/subscriptions${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    z.record(z.string(), z.unknown()).parse(await response.json());
    return response.status;
  }
  const newest = (email: string) =>
    mails()
      .filter(({ to }) => to === email)
      .at(-1)?.text ?? '';
  return {
    subscribe: (wish) => post('', wish),
    confirm: (email) => post('/confirm', { token: linkIn(newest(email), 'confirmation') }),
    unsubscribe: (email) => post('/unsubscribe', { link: linkIn(newest(email), 'unsubscribe') }),
    news: (email) =>
      mails().filter(({ to, subject }) => to === email && !subject.startsWith('AWS Notification')),
  };
}
