/** A request, and of its answer as much as shows what it is like; a test holds it against the replay. */
export interface Example {
  readonly request: string;
  /** What is posted. */
  readonly body?: unknown;
  readonly json?: unknown;
  /** Lines that stand in the answer, in this order. */
  readonly lines?: readonly string[];
}
