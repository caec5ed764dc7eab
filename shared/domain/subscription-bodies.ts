import { type Pair, pairSchema } from './pair.ts';
import { SEVERITIES, type Severity } from './rule.ts';
import * as z from './zod.ts';

const LONGEST_BODY_BYTES = 4096;

/** Of the path of a mail, RFC 5321 4.5.3.1.3, without its angle brackets. */
const LONGEST_ADDRESS = 254;

/** SNS lets an address have ten messages a second, and a release may have news of every pair that was named. */
const MOST_PAIRS = 10;

const emailRule = `must be an e-mail address of at most ${LONGEST_ADDRESS} characters`;
const severityRule = `must be one of ${SEVERITIES.join(', ')}`;
const pairsRule = `must be at most ${MOST_PAIRS} pairs; leave it out for all of them`;

/** What somebody wants to be told by mail. */
export interface Wish {
  readonly email: string;
  /** None: of every pair. */
  readonly pairs: readonly Pair[];
  /** The least grave that is told. */
  readonly severity: Severity;
}

// The pattern of an address has no control character, so that nothing more than an address gets into the header of a mail.
export const WISH = {
  schema: z.strictObject({
    email: z.email(emailRule).check(z.maxLength(LONGEST_ADDRESS, emailRule)),
    pairs: z._default(z.array(pairSchema, pairsRule).check(z.maxLength(MOST_PAIRS, pairsRule)), []),
    severity: z._default(z.enum(SEVERITIES, severityRule), 'info'),
  }),
  longestBytes: LONGEST_BODY_BYTES,
  example: '{"email": "you@example.com", "pairs": ["US-KR"], "severity": "warning"}',
};

const pasted = z.string().check(z.minLength(1, 'must not be empty'), z.maxLength(3000));

/** The token of a confirmation mail, or its link. */
export const CONFIRMATION = {
  schema: z.strictObject({ token: pasted }),
  longestBytes: LONGEST_BODY_BYTES,
  example: '{"token": "the link of the confirmation mail, or the token in it"}',
};

/** The link at the end of a mail, or the ARN in it. */
export const FAREWELL = {
  schema: z.strictObject({ link: pasted }),
  longestBytes: LONGEST_BODY_BYTES,
  example: '{"link": "the unsubscribe link at the end of a mail"}',
};

/** The same, whatever became of it: nothing is said of whether the address was known, held back, or refused. */
export const acceptedForm = z.object({ accepted: z.literal(true), detail: z.string() });

export const confirmedForm = z.object({ confirmed: z.literal(true) });

export const unsubscribedForm = z.object({ unsubscribed: z.literal(true) });
