import type { Instant, Observation } from '../domain/observation.ts';
import type { Pair } from '../domain/pair.ts';
import type { Period } from '../domain/period.ts';
import type { Http } from '../platform/http.ts';
import type { BulletinProvider, FiguresProvider, ServedFrequency } from './providers.ts';

/** One series of periods that is asked of a source in a run. */
export interface SourceTarget {
  readonly pair: Pair;
  readonly frequency: ServedFrequency;
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
  /** The instant of the run: what became known later does not count. */
  readonly knownAt: Instant;
  /** What was shipped with the deployment, as CSV text: figures in print and the tariff ledger. */
  readonly shipped: {
    readonly figures?: string | undefined;
    readonly tariffs?: string | undefined;
  };
}

/**
 * A provider of observations. An adapter holds only that provider's quirks; each says what the server does, since when
 * that is known, and what we do about it.
 */
export interface Source extends FiguresProvider {
  /**
   * Asks for the targets and returns what the source says about them, one observation for each pair, indicator and period;
   * a source that keeps vintages gives each of them, with the instant at which it was released.
   * A period that the source does not have yet is simply absent.
   * @throws SourceRefusal when the answer is cut, of another shape, or about something else than was asked:
   *   nothing of it is used.
   * @throws SourceUnreachable when there is no answer.
   */
  fetch(request: SourceRequest, context: SourceContext): Promise<Observation[]>;
  /**
   * The same of a source that says without its figures whether they are still the same: of what has the mark that it had when the
   * same was asked before, nothing is asked and nothing is answered. `known` is empty for whoever wants all of it.
   */
  fetchChanged?(
    request: SourceRequest,
    known: Marks,
    context: SourceContext,
  ): Promise<MarkedAnswer>;
}

/** By what a source itself tells one state of its figures from another, for each part of them that it tells apart. */
export type Marks = Readonly<Record<string, string>>;

export interface MarkedAnswer {
  readonly observations: readonly Observation[];
  /** Of all that was asked for, taken no later than the figures; empty where the source does not say. */
  readonly marks: Marks;
}

/** Something that was published, and that the operator may have to act upon. */
export interface Publication {
  /** The publisher's own number of it, by which it is told once. */
  readonly id: string;
  readonly title: string;
  /** What the operator reads about it, line by line. */
  readonly lines: readonly string[];
}

/** A provider of news to the operator: never of a figure, and never of an observation. */
export interface Bulletin extends BulletinProvider {
  /**
   * What was published on a day or after it; `since` is `2026-11-11`.
   * @throws SourceRefusal when the answer is cut, of another shape, or about something else than was asked.
   * @throws SourceUnreachable when there is no answer.
   */
  read(since: string, context: SourceContext): Promise<Publication[]>;
}
