import { type Instant, instant } from '../../shared/domain/observation.ts';
import {
  comparePeriods,
  type Frequency,
  frequencyOf,
  type Period,
  periodSchema,
} from '../../shared/domain/period.ts';
import * as z from '../../shared/domain/zod.ts';
import { badParameter } from '../../shared/platform/problem.ts';

const EXAMPLES: Record<string, string> = {
  from: '2025-01',
  to: '2025-12',
  frequency: 'M',
  asOf: '2026-02-03 or 2026-02-03T13:30:00Z',
  history: 'all',
  over: '12m',
  period: '2026-06',
  pair: 'US-KR',
  since: '2026-01-01',
  limit: '50',
  cursor: 'the value of next in the answer before',
  format: 'csv',
};

const INSTANT_RULE = 'must be a date or a date and time with an offset';

/** An instant, or a day, which stands for its time of day. Years are of four digits also in UTC: instants sort as text. */
function instantSchema(timeOfDay: string) {
  return z.union(
    [
      z.pipe(
        z.iso.date(),
        z.transform((day): Instant => instant(`${day}T${timeOfDay}Z`)),
      ),
      z
        .pipe(
          z.iso.datetime({ offset: true }),
          z.transform((text): Instant => instant(text)),
        )
        .check(z.refine((found) => /^\d{4}-/.test(found), INSTANT_RULE)),
    ],
    INSTANT_RULE,
  );
}

/** A day means its end: what was known when the day was over. */
export const asOfSchema = instantSchema('23:59:59.999');
const sinceSchema = instantSchema('00:00:00.000');

/** Neither drawn nor divided are the first days of months. */
export const wholePeriodSchema = periodSchema.check(
  z.refine(
    (period) => frequencyOf(period) !== 'P',
    'must be a whole month, quarter or year: 2025-06, 2025-Q2 or 2025',
  ),
);

export const formatSchema = z.enum(['json', 'csv'], 'must be json or csv');

/** For a list that takes nothing but the form of its answer. */
export const listSchema = z.strictObject({ format: z.optional(formatSchema) });

interface Range {
  readonly from?: Period | undefined;
  readonly to?: Period | undefined;
  readonly frequency?: Frequency | undefined;
}

function checkRange({ value: { from, to, frequency }, issues }: z.core.ParsePayload<Range>): void {
  const wanted = frequency ?? (from && frequencyOf(from));
  const fault = (path: string, message: string): number =>
    issues.push({ code: 'custom', path: [path], message, input: to });
  if (from && frequency && frequencyOf(from) !== frequency) {
    fault('from', 'must be a period of the frequency that was asked for');
  } else if (to && wanted && frequencyOf(to) !== wanted) {
    fault('to', 'must be a period of the same frequency as the rest');
  } else if (from && to && comparePeriods(from, to) > 0) {
    fault('to', 'must not come before from');
  }
}

/** For a history, also of the first days of months. */
export const rangeSchema = z
  .strictObject({
    from: z.optional(periodSchema),
    to: z.optional(periodSchema),
    frequency: z.optional(z.enum(['M', 'Q', 'A', 'P'], 'must be M, Q, A or P')),
    asOf: z.optional(asOfSchema),
    format: z.optional(formatSchema),
  })
  .check(checkRange);

/** For a chart, which has one axis of whole periods. */
export const chartSchema = z
  .strictObject({
    from: z.optional(wholePeriodSchema),
    to: z.optional(wholePeriodSchema),
    frequency: z.optional(z.enum(['M', 'Q', 'A'], 'must be M, Q or A')),
    asOf: z.optional(asOfSchema),
    format: z.optional(formatSchema),
  })
  .check(checkRange);

/** For a path that takes no parameters. */
export const nothingSchema = z.strictObject({});

export const observationsSchema = z.strictObject({
  asOf: z.optional(asOfSchema),
  history: z.optional(z.literal('all', 'must be all, or be left out')),
  format: z.optional(formatSchema),
});

/** A form that is sent without a day asks for now. */
export const pageSchema = z.strictObject({
  asOf: z.optional(
    z.union(
      [
        asOfSchema,
        z.pipe(
          z.literal(''),
          z.transform(() => undefined),
        ),
      ],
      INSTANT_RULE,
    ),
  ),
});

/** What an alert id looks like: much less than a sort key may be long. */
export const ALERT_ID = /^\d{8}T\d{9}Z\.[\w.:/-]{1,200}$/;

const LIMIT_RULE = 'must be a whole number from 1 to 200';

const alertsShape = {
  pair: z.optional(z.string()),
  since: z.optional(sinceSchema),
  cursor: z.optional(
    z.string().check(z.regex(ALERT_ID, 'must be what an answer before gave as next')),
  ),
  limit: z._default(
    z.coerce
      .number(LIMIT_RULE)
      .check(z.int(LIMIT_RULE), z.minimum(1, LIMIT_RULE), z.maximum(200, LIMIT_RULE)),
    50,
  ),
};

export const alertsSchema = z.strictObject({ ...alertsShape, format: z.optional(formatSchema) });

/** The feed of alerts takes what their list takes, and has one form only. */
export const feedSchema = z.strictObject(alertsShape);

/** @throws ProblemError (400) that names the first parameter at fault, the rule and a value that would do. */
export function parseParameters<T extends z.ZodMiniType>(schema: T, url: string | URL): z.infer<T> {
  const parsed = schema.safeParse(givenIn(url));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    throw badParameter(issue.keys[0] ?? '', `is no parameter of this path, ${takenBy(schema)}`);
  }
  const parameter = String(issue?.path[0] ?? '');
  throw badParameter(parameter, issue?.message ?? 'is wrong', EXAMPLES[parameter]);
}

/** Read from the URL itself, so that a name like `constructor` is as unknown as any other and a second value is seen. */
function givenIn(url: string | URL): Record<string, string> {
  const given = new Map<string, string>();
  for (const [name, value] of (url instanceof URL ? url : new URL(url)).searchParams) {
    if (given.has(name)) throw badParameter(name, 'must be given once', EXAMPLES[name]);
    given.set(name, value);
  }
  return Object.fromEntries(given);
}

function takenBy(schema: z.ZodMiniType): string {
  const known = schema instanceof z.ZodMiniObject ? Object.keys(schema.shape) : [];
  return known.length > 0 ? `which takes ${known.join(', ')}` : 'which takes none';
}
