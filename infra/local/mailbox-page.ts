import { html } from 'hono/html';
import type { Mail } from './inbox.ts';
import type { PostOffice } from './post-office.ts';
import type { Subscription } from './subscriptions.ts';

type Page = ReturnType<typeof html>;

const STATES: Readonly<Record<Subscription['state'], string>> = {
  pending: 'waits to be confirmed',
  suspended:
    'suspended: more than 10 messages came in a second. SNS sends nothing until it is asked for and confirmed again',
  confirmed: 'confirmed; the link at the end of a mail ends it',
  unsubscribed: 'ended',
};

/** All mails, the newest first, their links to be followed, and who is subscribed to what. */
export function mailboxPage(postOffice: PostOffice): Page {
  const mails = [...postOffice.mails()].reverse();
  return page(
    'Mailbox',
    html`<p>${mails.length} mails, newest first. Nothing leaves this machine.</p>
      <h2>Subscriptions</h2>
      <ul>
        ${postOffice.subscriptions().map(subscriptionLine)}
      </ul>
      <h2>Mails</h2>
      ${mails.map(article)}`,
  );
}

export function confirmationPage(outcome: 'confirmed' | 'unknown'): Page {
  return outcome === 'confirmed'
    ? page(
        'Subscription confirmed',
        html`<p>Mails come from now on. As with SNS itself, anybody who follows the link at the end of one ends it.</p>`,
      )
    : page(
        'Subscription not confirmed',
        html`<p>This link is unknown, or older than 48 hours. Subscribe again for a new one.</p>`,
      );
}

export function unsubscribePage(outcome: 'ended' | 'needs-a-signature' | 'unknown'): Page {
  switch (outcome) {
    case 'ended':
      return page('Unsubscribed', html`<p>No more mails come from this subscription.</p>`);
    case 'needs-a-signature':
      return page(
        'Subscription not removed',
        html`<p>It was confirmed such that its link alone does not end it. Paste the link into the form on
          <a href="/">the page</a>, or send it to <code>POST /v1/subscriptions/unsubscribe</code>.</p>`,
      );
    case 'unknown':
      return page('Subscription not removed', html`<p>There is no such subscription.</p>`);
  }
}

function subscriptionLine({
  endpoint,
  topicArn,
  filterPolicy,
  state,
  authenticateOnUnsubscribe,
}: Subscription): Page {
  const topic = topicArn.slice(topicArn.lastIndexOf(':') + 1);
  const filter = filterPolicy ? `, only ${JSON.stringify(filterPolicy)}` : '';
  const standing =
    state === 'confirmed' && authenticateOnUnsubscribe
      ? 'confirmed; only a request to the API ends it'
      : STATES[state];
  return html`<li>${endpoint} to ${topic}${filter}: ${standing}</li>`;
}

function article({ to, subject, text, at }: Mail): Page {
  return html`<article>
    <h3>${subject}</h3>
    <p>to ${to}, ${at}</p>
    <pre>${text.split(/(https?:\/\/[^\s<>]+)/).map(asLink)}</pre>
  </article>`;
}

function asLink(part: string): string | Page {
  return /^https?:\/\//.test(part) ? html`<a href="${part}">${part}</a>` : part;
}

function page(title: string, content: Page): Page {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} - Tidemark</title>
      </head>
      <body>
        <h1>${title}</h1>
        ${content}
        <p><a href="/local/mailbox.html">Mailbox</a></p>
      </body>
    </html>`;
}
