import { deflateRawSync, inflateRawSync } from 'node:zlib';
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

const CANONICAL = /^.{19}\.\d{3}Z$/;

export const instantSchema = z.pipe(
  z.iso.datetime(),
  // As it is written: there may be thousands in one answer, and a Date for each takes longer than all else about them.
  z.transform((text): Instant => (CANONICAL.test(text) ? (text as Instant) : instant(text))),
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

/** A member kept as JSON text, because its numbers are an operator's settings and not figures; deflated where it is long. */
export function jsonText<T extends z.ZodMiniType>(schema: T) {
  const parsed = z.pipe(
    z.union([z.string(), z.instanceof(Uint8Array)]),
    z.transform((stored, context): unknown => {
      try {
        return JSON.parse(typeof stored === 'string' ? stored : inflated(stored));
      } catch {
        context.issues.push({ code: 'custom', message: 'must be JSON', input: stored });
        return z.NEVER;
      }
    }),
  );
  return z.pipe(parsed, schema);
}

/** More than any item can hold that is not made to fill the memory. */
const LONGEST_INFLATED_BYTES = 4_000_000;

function inflated(bytes: Uint8Array): string {
  return inflateRawSync(bytes, { maxOutputLength: LONGEST_INFLATED_BYTES }).toString('utf8');
}

/** JSON that is long and repeats itself, such as a read model: an eighth of its bytes, so of its units at every write and read. */
export function deflatedJson(value: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(value));
}
