import { Big } from 'big.js';
import * as z from '../domain/zod.ts';
import { SourceRefusal } from '../platform/errors.ts';
import type { HttpAnswer } from '../platform/http.ts';

export const ID = 'wits';

/** One figure, in WITS's own codes and unit. */
export interface WitsFigure {
  readonly frequency: string;
  readonly reporter: string;
  readonly partner: string;
  readonly product: string;
  readonly indicator: string;
  readonly year: string;
  readonly value: Big;
}

const dimensionSchema = z.object({
  id: z.string(),
  values: z.array(z.object({ id: z.string() })),
});
type Dimension = z.infer<typeof dimensionSchema>;

/** The value stands first; behind it are indices of attributes, which say nothing that is used. */
const observationSchema = z.tuple(
  [z.nullable(z.number().check(z.nonnegative(), z.maximum(Number.MAX_SAFE_INTEGER)))],
  z.unknown(),
);

const answerSchema = z.object({
  dataSets: z.array(
    z.object({
      series: z.record(
        z.string(),
        z.object({ observations: z.record(z.string(), observationSchema) }),
      ),
    }),
  ),
  structure: z.object({
    dimensions: z.object({
      series: z.array(dimensionSchema),
      observation: z.array(dimensionSchema),
    }),
  }),
});

/**
 * The figures of an answer in SDMX-JSON 1.0. Nothing to tell is a 404 that says NoRecordsFound (38 of 48 calls, recorded by
 * 2026-09). A code that does not exist is a redirect to an error page, too much is a 413 or a 200 with an error in XML, and
 * without `format=JSON` everything is XML (seen live 2026-09-20).
 * @throws SourceRefusal for every other answer.
 */
export function readWitsFigures({ status, contentType, text, headers }: HttpAnswer): WitsFigure[] {
  if (status === 404 && /NoRecordsFound/i.test(text)) return [];
  if (status !== 200) {
    throw refusal('status', `HTTP ${status}: ${headers.get('location') ?? excerpt(text)}`);
  }
  if (!/\bjson\b/.test(contentType)) {
    throw refusal('content-type', `asked for JSON, got ${contentType}: ${excerpt(text)}`);
  }
  const answer = answerSchema.safeParse(jsonOf(text));
  if (!answer.success) throw refusal('shape', z.prettifyError(answer.error));
  const { dataSets, structure } = answer.data;
  const { series: dimensions, observation } = structure.dimensions;
  return dataSets.flatMap(({ series }) =>
    Object.entries(series).flatMap(([key, { observations }]) => {
      const of = seriesOf(key, dimensions);
      return Object.entries(observations).flatMap(([index, [value]]) =>
        value === null
          ? []
          : [{ ...of, year: yearAt(index, observation), value: new Big(String(value)) }],
      );
    }),
  );
}

/** A key is the places of its codes, `0:0:1:0:2`; which dimension stands where is said by the answer, and taken from it. */
function seriesOf(
  key: string,
  dimensions: readonly Dimension[],
): Omit<WitsFigure, 'year' | 'value'> {
  const places = key.split(':');
  if (places.length !== dimensions.length) {
    throw refusal('shape', `series ${key} must have a place for each of ${dimensions.length}`);
  }
  const codeOf = (name: string): string => {
    const at = dimensions.findIndex(({ id }) => id === name);
    const code = dimensions[at]?.values[Number(places[at])]?.id;
    if (code === undefined) throw refusal('shape', `series ${key} has no ${name}`);
    return code;
  };
  return {
    frequency: codeOf('FREQ'),
    reporter: codeOf('REPORTER'),
    partner: codeOf('PARTNER'),
    product: codeOf('PRODUCTCODE'),
    indicator: codeOf('INDICATOR'),
  };
}

function yearAt(index: string, [time]: readonly Dimension[]): string {
  const year = time?.id === 'TIME_PERIOD' ? time.values[Number(index)]?.id : undefined;
  if (year !== undefined && /^\d{4}$/.test(year)) return year;
  throw refusal('shape', `observation ${index} must be of a year, got: ${year}`);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw refusal('shape', `answer must be JSON, got: ${excerpt(text)}`, { cause });
  }
}

export function refusal(rule: string, message: string, options: ErrorOptions = {}): SourceRefusal {
  return new SourceRefusal(ID, rule, message, options);
}

function excerpt(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, 200) || '(empty)';
}
