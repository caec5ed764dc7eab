import type { Observation } from '../domain/observation.ts';
import type { Pair } from '../domain/pair.ts';
import type { Period } from '../domain/period.ts';
import type { Http } from '../platform/http.ts';
import type { Provider } from './providers.ts';

/** One series of periods that is asked of a source in a run. */
export interface SourceTarget {
  readonly pair: Pair;
  readonly frequency: 'M' | 'A';
  /** First and last period wanted, both included, of the target's frequency. */
  readonly from: Period;
  readonly to: Period;
}

export interface SourceRequest {
  readonly targets: readonly SourceTarget[];
}

/** What a source needs from its surroundings. */
export interface SourceContext {
  readonly http: Http;
  /** Root of the provider's API, without a trailing slash. */
  readonly baseUrl: string;
  /** The operator's key, where the source takes one. */
  readonly apiKey: string | undefined;
  /** Waits between calls, for providers that count calls a second. */
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** The figures that were shipped with the deployment, as CSV text (`published-figures` only). */
  readonly shippedFigures: string | undefined;
}

/**
 * A provider of observations. An adapter holds only that provider's quirks; each says what the server does, since when
 * that is known, and what we do about it.
 */
export interface Source extends Provider {
  /**
   * Asks for the targets and returns what the source says about them, one observation for each pair, indicator and period.
   * A period that the source does not have yet is simply absent.
   * @throws SourceRefusal when the answer is cut, of another shape, or about something else than was asked:
   *   nothing of it is used.
   * @throws SourceUnreachable when there is no answer.
   */
  fetch(request: SourceRequest, context: SourceContext): Promise<Observation[]>;
}
