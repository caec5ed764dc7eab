import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { type Instant, instant } from '../domain/observation.ts';
import * as z from '../domain/zod.ts';
import { TidemarkError } from '../platform/errors.ts';

export type Attributes = Record<string, AttributeValue>;

/** A stored number that is a count or a version. */
export const countSchema = z.pipe(
  z.string().check(z.regex(/^\d+$/, 'must be a whole number')),
  z.transform(Number),
);

export const instantSchema = z.pipe(
  z.iso.datetime(),
  z.transform((text): Instant => instant(text)),
);

/** Exact numbers go out as DynamoDB numbers with all their digits. Undefined members are left out. */
export function toAttributes(item: Record<string, unknown>): Attributes {
  return marshall(item, {
    removeUndefinedValues: true,
    convertClassInstanceToMap: false,
    convertTopLevelContainer: false,
  });
}

/**
 * Parses a stored item.
 * @throws TidemarkError `store.malformed` naming the item's key and the fault.
 */
export function fromAttributes<T>(schema: z.ZodMiniType<T>, attributes: Attributes): T {
  // Numbers as text: a double would lose digits of what a source said.
  const plain = unmarshall(attributes, { wrapNumbers: (text: string) => text });
  const parsed = schema.safeParse(plain);
  if (parsed.success) return parsed.data;
  throw new TidemarkError(
    'store.malformed',
    `stored item ${String(plain['PK'])} / ${String(plain['SK'])}: ${z.prettifyError(parsed.error)}`,
  );
}

/** A member kept as JSON text, because its numbers are an operator's settings and not figures. */
export function jsonText<T extends z.ZodMiniType>(schema: T) {
  const parsed = z.pipe(
    z.string(),
    z.transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.issues.push({ code: 'custom', message: 'must be JSON', input: text });
        return z.NEVER;
      }
    }),
  );
  return z.pipe(parsed, schema);
}
