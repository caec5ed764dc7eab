import * as z from '../../shared/domain/zod.ts';

/**
 * Who may write rules over HTTP: `open`, anybody who reaches the server, as on one's own machine; `signed`, whoever signs the
 * request with credentials of the operator's account, which a page has none of.
 */
export const ruleWritesSchema = z.enum(['open', 'signed'], 'must be open or signed');

/** Whether the API takes subscriptions. */
export const subscriptionsSchema = z.enum(['open', 'closed'], 'must be open or closed');

/** What pages may offer beside reading. */
export interface Offers {
  readonly ruleWrites: z.infer<typeof ruleWritesSchema>;
  readonly subscriptions: z.infer<typeof subscriptionsSchema>;
}
