import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

type Attributes = Readonly<Record<string, AttributeValue>>;

const READ_UNIT = 4096;
const WRITE_UNIT = 1024;

/**
 * Request units of a read of so many bytes: what is not there costs as much as the smallest that is.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
export function readUnits(bytes: number, { consistent }: { readonly consistent: boolean }): number {
  return Math.max(1, Math.ceil(bytes / READ_UNIT)) / (consistent ? 1 : 2);
}

/** Request units of the write of one item of so many bytes, which in a transaction is prepared and then made. */
export function writeUnits(
  bytes: number,
  { transaction }: { readonly transaction: boolean },
): number {
  return Math.max(1, Math.ceil(bytes / WRITE_UNIT)) * (transaction ? 2 : 1);
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
export function itemBytes(item: Attributes): number {
  const sizes = Object.entries(item).map(
    ([name, value]) => Buffer.byteLength(name) + valueBytes(value),
  );
  return total(sizes);
}

function valueBytes({ S, N, B, L, M }: AttributeValue): number {
  // On the wire it is the text of its base64.
  if (B !== undefined) return binaryBytes(B);
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return numberBytes(N);
  if (L !== undefined) return 3 + total(L.map((element) => 1 + valueBytes(element)));
  if (M !== undefined) return 3 + itemBytes(M) + Object.keys(M).length;
  return 1;
}

/** A byte for two digits, counted from the decimal point, without zeros at either end; one more, and one for a minus sign. */
function numberBytes(text: string): number {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const even = (digits: string): number => digits.length + (digits.length % 2);
  const digits = whole.padStart(even(whole), '0') + fraction.padEnd(even(fraction), '0');
  const significant = digits.replace(/^(00)+/, '').replace(/(00)+$/, '');
  return significant.length / 2 + (text.startsWith('-') ? 2 : 1);
}

const putSchema = z.object({ Item: z.custom<Attributes>() });
const requestSchema = z.object({
  Item: z.custom<Attributes>().optional(),
  TransactItems: z.array(z.object({ Put: putSchema.optional() })).optional(),
});

/**
 * What a write took that was refused because its condition did not hold, of which the answer does not tell the units: as much
 * as it would have taken, where DynamoDB counts the item that is there (the same page).
 */
export function refusedWriteUnits(request: unknown): number {
  const { Item, TransactItems } = requestSchema.parse(request);
  if (!TransactItems) return writeUnits(Item ? itemBytes(Item) : 0, { transaction: false });
  return total(
    TransactItems.map(({ Put }) =>
      writeUnits(Put ? itemBytes(Put.Item) : 0, { transaction: true }),
    ),
  );
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function binaryBytes(binary: Uint8Array | string): number {
  return typeof binary === 'string' ? Buffer.byteLength(binary, 'base64') : binary.byteLength;
}
