import type { Severity } from '../../shared/domain/rule.ts';

/** The topics that people subscribe to; the operator's is none of them. */
export interface AlertTopics {
  /** For those who get every pair: what is at least so grave. */
  readonly bySeverity: Readonly<Record<Severity, string>>;
  /** For those who named pairs: every subscription has a filter policy. */
  readonly byPair: string;
}

export function topicArnsOf({ bySeverity, byPair }: AlertTopics): string[] {
  return [...Object.values(bySeverity), byPair];
}
