import {
  FilterPolicyLimitExceededException,
  InvalidParameterException,
  NotFoundException,
  SubscriptionLimitExceededException,
} from '@aws-sdk/client-sns';

/** Why SNS will not, whoever asks and however often: it works, and this is its answer. */
export type Refusal = 'exists-otherwise' | 'not-taken' | 'no-room';

/** Undefined where SNS failed, is out of reach, or does not let us. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (isQuotaReached(error)) return 'no-room';
  if (!(error instanceof InvalidParameterException)) return undefined;
  // "Subscription already exists with different attributes": SNS has no code of its own for it.
  return error.message.includes('already exists') ? 'exists-otherwise' : 'not-taken';
}

/** Which is the filter policies of a topic, or the subscriptions of a topic or an account. */
export function isQuotaReached(error: unknown): boolean {
  return (
    error instanceof FilterPolicyLimitExceededException ||
    error instanceof SubscriptionLimitExceededException
  );
}

/** A token or a subscription that SNS does not know, or knows no more. */
export function isUnknown(error: unknown): boolean {
  return error instanceof InvalidParameterException || error instanceof NotFoundException;
}
