import { frequencyOf } from '../../shared/domain/period.ts';
import { frequencyOfSpan, SPANS } from '../../shared/domain/span.ts';
import * as z from '../../shared/domain/zod.ts';
import { asOfSchema, formatSchema, wholePeriodSchema } from './parameters.ts';

/** A change that is of months is asked for by a month, one of years by a year. */
export const contributionsSchema = z
  .strictObject({
    over: z.optional(z.enum(SPANS, 'must be month, 12m or year')),
    period: z.optional(wholePeriodSchema),
    asOf: z.optional(asOfSchema),
    format: z.optional(formatSchema),
  })
  .check(({ value: { over, period }, issues }) => {
    if (!period) return;
    const frequency = frequencyOf(period);
    const wanted = over ? [frequencyOfSpan(over)] : ['M', 'A'];
    if (wanted.includes(frequency)) return;
    const message = over
      ? `must be a ${over === 'year' ? 'year' : 'month'} for over=${over}`
      : 'must be a month or a year';
    issues.push({ code: 'custom', path: ['period'], message, input: period });
  });
