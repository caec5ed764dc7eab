import type { Subscription } from './subscriptions.ts';

/** Where SNS's own pages are; on AWS they are https://sns.<region>.amazonaws.com/confirmation.html and /unsubscribe.html. */
export const SNS_PAGES = '/local/sns';

interface Letter {
  readonly subject: string;
  readonly text: string;
}

type Of = Pick<Subscription, 'topicArn' | 'endpoint'>;

/** Asks whoever owns an address whether mails are wanted. */
export function confirmationLetter(of: Of, token: string, siteUrl: string): Letter {
  return {
    subject: 'AWS Notification - Subscription Confirmation',
    text: [
      'Somebody asked for mails of this topic to your address:',
      of.topicArn,
      '',
      'To confirm, visit this link within 48 hours:',
      confirmationLink(of, token, siteUrl),
      '',
      `Better: paste it into the form of ${siteUrl}, or send it to POST ${siteUrl}/v1/subscriptions/confirm.`,
      'A program that follows the links in your mails can then not end the subscription.',
      '',
      'If it was not you, there is nothing to do.',
    ].join('\n'),
  };
}

/** Says that somebody followed the link at the end of a mail. */
export function farewellLetter(of: Of, token: string, siteUrl: string): Letter {
  return {
    subject: 'AWS Notification - Unsubscribe Confirmation',
    text: [
      'Your subscription to this topic is over:',
      of.topicArn,
      '',
      'To take that back, visit this link within 48 hours:',
      confirmationLink(of, token, siteUrl),
    ].join('\n'),
  };
}

/** What stands at the end of every mail. */
export function footer({ arn, endpoint }: Subscription, siteUrl: string): string {
  const link = linkTo(siteUrl, 'unsubscribe.html', { SubscriptionArn: arn, Endpoint: endpoint });
  return `\n\n--\nTo get no more mails of this topic, visit:\n${link}\n`;
}

function confirmationLink({ topicArn, endpoint }: Of, token: string, siteUrl: string): string {
  return linkTo(siteUrl, 'confirmation.html', {
    TopicArn: topicArn,
    Token: token,
    Endpoint: endpoint,
  });
}

function linkTo(siteUrl: string, page: string, query: Record<string, string>): string {
  return `${siteUrl}${SNS_PAGES}/${page}?${new URLSearchParams(query)}`;
}
