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
