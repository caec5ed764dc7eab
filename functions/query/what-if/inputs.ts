import { Big } from 'big.js';
import type { Basis, Unit } from '../../../shared/domain/indicator.ts';
import type { Instant, Vintage } from '../../../shared/domain/observation.ts';
import { ProblemError } from '../../../shared/platform/problem.ts';
import { type GivenSide, WHAT_IF_BODY, type WhatIfRequest } from './body.ts';
import { INPUTS, type InputName, SIDES, type Side, type Stored } from './read.ts';

/** A figure that goes in, with where it is from. */
export interface Input {
  readonly side: Side;
  readonly input: InputName;
  readonly value: Big | null;
  readonly unit: Unit;
  readonly from: 'stored' | 'request' | 'missing';
  readonly period: string | null;
  readonly basis: Basis | null;
  readonly source: string | null;
  readonly vintage: Instant | null;
  readonly note: string | null;
}

const UNITS: Readonly<Record<InputName, Unit>> = {
  imports: 'USD',
  marketImports: 'USD',
  tariff: 'percent',
};

/** Nothing can be said of a change without these two. */
const NEEDED = ['imports', 'tariff'] as const satisfies readonly InputName[];

/** Every input of both sides: what the request gives goes before what is stored, and all that is stored is of one year. */
export function inputsOf(asked: WhatIfRequest, stored: Stored): readonly Input[] {
  const year = asked.year ?? yearOf(asked, stored);
  return SIDES.flatMap((side) =>
    INPUTS.map((input) => inputOf(side, input, asked.base?.[side], stored, year)),
  );
}

/** The newest year of which all that is needed is known; else the newest of which anything is. */
function yearOf({ tariffs, base }: WhatIfRequest, stored: Stored): string | undefined {
  const changed = SIDES.filter((side) => tariffs[side] !== undefined);
  const wanted = changed.flatMap((side) =>
    NEEDED.filter((input) => base?.[side]?.[input] === undefined).map(
      (input) => stored[side][input],
    ),
  );
  const years = SIDES.flatMap((side) => INPUTS.flatMap((input) => stored[side][input]))
    .map(({ period }): string => period)
    .filter((period) => /^\d{4}$/.test(period))
    .sort();
  const isWhole = (year: string): boolean =>
    wanted.every((series) => series.some(({ period }) => period === year));
  return years.findLast(isWhole) ?? years.at(-1);
}

function inputOf(
  side: Side,
  input: InputName,
  given: GivenSide | undefined,
  stored: Stored,
  year: string | undefined,
): Input {
  const unknown = { side, input, unit: UNITS[input], vintage: null, note: null, basis: null };
  const value = given?.[input];
  if (given && value !== undefined) {
    const own = { value: new Big(value), from: 'request', source: given.source } as const;
    return { ...unknown, ...own, period: null };
  }
  const found = stored[side][input].find(({ period }) => period === year);
  if (found) return { ...unknown, ...knownOf(found) };
  return { ...unknown, value: null, from: 'missing', period: year ?? null, source: null };
}

function knownOf({ value, period, basis, source, knownAt, note }: Vintage) {
  return {
    ...{ value, period, basis, source, vintage: knownAt, note: note ?? null },
    from: 'stored',
  } as const;
}

/** @throws ProblemError (422) where an input is missing without which nothing can be said, naming where to give it. */
export function requireInputs(inputs: readonly Input[], { tariffs }: WhatIfRequest): void {
  const missing = inputs.find(
    ({ side, input, value }) =>
      tariffs[side] !== undefined && value === null && NEEDED.some((needed) => needed === input),
  );
  if (!missing) return;
  const { side, input, period } = missing;
  const parameter = `base.${side}.${input}`;
  const rule = `must be given, because nothing is stored of it${period ? ` for ${period}` : ''}`;
  const example = WHOLE_EXAMPLE;
  throw new ProblemError({
    status: 422,
    title: 'Missing input',
    detail: `${parameter} ${rule}, for example ${example}`,
    parameter,
    rule,
    example,
  });
}

/** A request that needs nothing stored. */
const WHOLE_EXAMPLE = JSON.stringify({
  ...JSON.parse(WHAT_IF_BODY.example),
  base: {
    reporter: { imports: 47646785980, marketImports: 642670000000, tariff: 2.75, source: 'Korea' },
    partner: { imports: 30239592580, marketImports: 785900000000, tariff: 1.3, source: 'Japan' },
  },
});
