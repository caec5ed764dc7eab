import type { Instant } from './observation.ts';

/** What the operator is told, and nobody else: how the deployment itself is. */
export interface Notice {
  /** The same finding has the same id, however often it is made: it is told once. */
  readonly id: string;
  readonly at: Instant;
  /** ASCII, one line, at most 99 characters. */
  readonly subject: string;
  readonly text: string;
}

/** The id of the operator's first mail. */
export const WELCOME = 'welcome';

/** What is told under a subject that SNS takes. */
export function notice(id: string, at: Instant, subject: string, lines: readonly string[]): Notice {
  return { id, at, subject: asSubject(`Tidemark: ${subject}`), text: lines.join('\n') };
}

const LONGEST_SUBJECT = 99;

/** SNS takes printable ASCII on one line and fewer than a hundred characters; a source's reason may be anything. */
function asSubject(text: string): string {
  const ascii = text
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim();
  return ascii.length <= LONGEST_SUBJECT ? ascii : `${ascii.slice(0, LONGEST_SUBJECT - 3)}...`;
}
