import type { AttributeValue, DynamoDBClient } from '@aws-sdk/client-dynamodb';

type Attributes = Record<string, AttributeValue>;

/** What a client read, counted by the rules that DynamoDB documents and held against what the database says that it took. */
export interface ReadMeter {
  /** Read request units so far. */
  units(): number;
  restart(): void;
}

/**
 * A unit is a strongly consistent read of up to 4 KB, or two eventually consistent ones. GetItem and each item of BatchGetItem are
 * rounded up by themselves, a Query over the sum of what it read; what is not there costs as much as the smallest there is.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
 */
export function meterReads(client: DynamoDBClient): ReadMeter {
  let units = 0;
  client.middlewareStack.add((next, { commandName = '' }) => async (args) => {
    const portionsOf = readBy[commandName];
    if (!portionsOf) return next(args);
    const input: Input = Object.assign(Object(args.input), { ReturnConsumedCapacity: 'TOTAL' });
    const result = await next(args);
    const output: Output = Object(result.output);
    const portions = portionsOf(input, output);
    const read = sum(portions.map((bytes) => Math.max(1, Math.ceil(bytes / 4096))));
    const taken = read / (input.ConsistentRead ? 1 : 2);
    const reported = sum([output.ConsumedCapacity ?? []].flat().map((of) => of.CapacityUnits));
    // What a projection leaves out is charged all the same, and is not there to be counted: then only the database can tell.
    const isWhole = input.ProjectionExpression === undefined;
    if (isWhole ? taken !== reported : taken > reported) {
      throw new Error(`${commandName}: ${taken} units, ${reported} reported`);
    }
    units += reported;
    return result;
  });
  return {
    units: () => units,
    restart() {
      units = 0;
    },
  };
}

/** How many bytes a command read, in the portions in which they are rounded up. */
const readBy: Readonly<Record<string, (input: Input, output: Output) => number[]>> = {
  GetItemCommand: (_, { Item }) => [sizeOf(Item ?? {})],
  QueryCommand: (_, { Items = [] }) => [sum(Items.map(sizeOf))],
  BatchGetItemCommand: ({ RequestItems = {} }, { Responses = {} }) => {
    const found = Object.values(Responses).flat().map(sizeOf);
    const asked = Object.values(RequestItems).flatMap(({ Keys }) => Keys).length;
    return [...found, ...Array<number>(asked - found.length).fill(0)];
  },
};

interface Input {
  readonly ConsistentRead?: boolean;
  readonly ProjectionExpression?: string;
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly unknown[] }>>;
}

interface Consumed {
  readonly CapacityUnits: number;
}

interface Output {
  readonly ConsumedCapacity?: Consumed | readonly Consumed[];
  readonly Item?: Attributes;
  readonly Items?: readonly Attributes[];
  readonly Responses?: Readonly<Record<string, readonly Attributes[]>>;
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
function sizeOf(item: Attributes): number {
  return sum(
    Object.entries(item).map(([name, value]) => Buffer.byteLength(name) + sizeOfValue(value)),
  );
}

function sizeOfValue(value: AttributeValue): number {
  if (value.S !== undefined) return Buffer.byteLength(value.S);
  if (value.B !== undefined) return value.B.byteLength;
  if (value.N !== undefined) return Math.ceil(value.N.replace(/\D/g, '').length / 2) + 1;
  if (value.L !== undefined) return 3 + sum(value.L.map((element) => 1 + sizeOfValue(element)));
  if (value.M !== undefined) return 3 + sizeOf(value.M) + Object.keys(value.M).length;
  return 1;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
