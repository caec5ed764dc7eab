/** What a local run cannot measure and the bill has to assume: rather too much than too little. */

/** Who reads: what a small circle asks of the API in a month, and how many are mailed. */
export const READERS = { requests: 3000, subscribers: 5 } as const;

/**
 * How long an invocation takes but for its calls of AWS. Each is taken for a cold start, of half a second at the most, because
 * polls and readers come rarely; computing is done within the rest (a pair is recomputed in a tenth of a second on a whole core,
 * of which 512 MiB are given less than a third), and ingest waits for slow statistics servers.
 */
const SECONDS_PER_INVOCATION: Readonly<Record<string, number>> = {
  ingest: 60,
  recompute: 3,
  alert: 2,
  query: 1,
};
const SECONDS_OF_OTHERS = 2;

/** A poll that has no reason to ask reads an item and ends: two seconds of the sixty. */
export const SHARE_OF_RESTING = 2 / 60;

/** On so many days of a month a release is expected or has just come in: three after it, and up to five until it comes. */
export const DAYS_AROUND_RELEASES = 8;

/** DynamoDB answers in a few milliseconds; many calls are made at once, and are counted as if one waited for the other. */
const SECONDS_PER_CALL = 0.02;

/** @param memoryMiB what the function is given */
export function gigabyteSeconds(
  name: string,
  memoryMiB: number,
  invocations: number,
  calls: number,
): number {
  const each = SECONDS_PER_INVOCATION[name] ?? SECONDS_OF_OTHERS;
  return (memoryMiB / 1024) * (invocations * each + calls * SECONDS_PER_CALL);
}

/** What Lambda itself writes of an invocation in JSON: its start, the environment's, its end and its report. */
export const LOG_BYTES_PER_INVOCATION = 1500;

/** What CloudWatch adds to each line (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutLogEvents.html). */
export const LOG_BYTES_PER_EVENT = 26;

/** A line of the API's access log, and the headers that go out with an answer. */
export const ACCESS_LOG_BYTES = 500;
export const HEADER_BYTES = 800;

/** DynamoDB bills so much beside each item (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html). */
export const STORED_BYTES_PER_ITEM = 100;

/**
 * Lambda asks an idle queue with five pollers, each of which waits 20 seconds for a message; where the concurrency is bounded, as
 * ours is, it does not go down to two (https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html).
 */
export const IDLE_POLLERS = 5;
export const IDLE_POLL_SECONDS = 20;
