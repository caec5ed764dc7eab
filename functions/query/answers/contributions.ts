import type { Contribution } from '../../../shared/domain/contributions.ts';
import { partName } from '../../../shared/domain/goods-name.ts';
import { basisOf } from '../../../shared/domain/metrics/basis.ts';
import type { MetricOutcome } from '../../../shared/domain/metrics/metric.ts';
import { notesOf } from '../../../shared/domain/metrics/notes.ts';
import type { Instant } from '../../../shared/domain/observation.ts';
import { type Pair, pairSchema } from '../../../shared/domain/pair.ts';
import { periodSchema } from '../../../shared/domain/period.ts';
import { SPANS } from '../../../shared/domain/span.ts';
import * as z from '../../../shared/domain/zod.ts';
import type { ToldChange } from '../pair-contributions.ts';
import { figure, instantForm, nullReasonForm } from './forms.ts';

export const spanForm = z.enum(SPANS);

/** What some goods brought to a change. */
export const contributionForm = z.object({
  commodity: z.nullable(z.string()),
  within: z.nullable(z.string()),
  name: z.string(),
  value: z.nullable(figure),
  reason: z.optional(nullReasonForm),
  balance: z.nullable(figure),
  balanceBefore: z.nullable(figure),
});

/** A change of a balance on the year before, by watched goods. */
export const contributionsAnswer = z.object({
  pair: pairSchema,
  over: spanForm,
  period: z.nullable(periodSchema),
  before: z.nullable(periodSchema),
  unit: z.string(),
  change: z.nullable(figure),
  reason: z.optional(nullReasonForm),
  basis: z.string(),
  source: z.string(),
  vintage: z.nullable(instantForm),
  notes: z.array(z.string()),
  leftOut: z.array(z.string()),
  asOf: z.optional(instantForm),
  parts: z.array(z.pipe(z.transform(presentContribution), contributionForm)),
});

function presentContribution({
  commodity,
  within,
  outcome,
  balance,
  balanceBefore,
}: Contribution): z.input<typeof contributionForm> {
  return {
    commodity,
    within,
    name: partName({ commodity, within }),
    ...told('value', outcome),
    balance: balance.value,
    balanceBefore: balanceBefore.value,
  };
}

function told<Name extends string>(name: Name, outcome: MetricOutcome) {
  const value = { [name]: outcome.value } as Record<Name, MetricOutcome['value']>;
  return outcome.value === null ? { ...value, reason: outcome.reason } : value;
}

export function presentContributions(
  pair: Pair,
  { over, contributions }: ToldChange,
  asOf: Instant | undefined,
): z.input<typeof contributionsAnswer> {
  const { period, before, change, whole, knownAt, parts, leftOut } = contributions ?? NOTHING;
  return {
    ...{ pair, over, period, before, unit: 'USD', ...told('change', change) },
    basis: whole ? basisOf(whole) : '',
    source: whole ? whole.sources.join(', ') : '',
    vintage: knownAt,
    notes: whole ? notesOf(whole) : [],
    leftOut: [...leftOut],
    asOf,
    parts: [...parts],
  };
}

const NOT_PUBLISHED = { value: null, reason: 'not-published' } as const;

/** Where no figure is known: everything else is all there is. */
const NOTHING = {
  ...{ period: null, before: null, change: NOT_PUBLISHED, whole: null, knownAt: null, leftOut: [] },
  parts: [
    {
      ...{ commodity: null, within: null, outcome: NOT_PUBLISHED },
      ...{ balance: NOT_PUBLISHED, balanceBefore: NOT_PUBLISHED },
    },
  ],
} as const;
