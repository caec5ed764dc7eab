import type { SNSClient } from '@aws-sdk/client-sns';
import type { Logger } from '../../shared/platform/logger.ts';
import type { Table } from '../../shared/store/table.ts';
import type { AlertTopics } from './topics.ts';

export interface SubscriptionDependencies {
  readonly table: Table;
  readonly sns: SNSClient;
  readonly topics: AlertTopics;
  readonly now: () => Date;
  /** Never handed an address, an IP, a token or a link, nor an error that may quote one. */
  readonly log: Logger;
}

/** Until SNS has answered, retries included; the function's own time-out leaves room to say that it did not. */
export function withinTime(): { abortSignal: AbortSignal } {
  return { abortSignal: AbortSignal.timeout(5_000) };
}
