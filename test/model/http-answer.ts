import { type Bureau, csvOf } from './bureau.ts';
import type { Expectations } from './expectations.ts';
import type { HttpAnswer } from './ground.ts';
import { type Answer, PAIRS } from './history.ts';
import type { Month } from './months.ts';

/** What the publisher says over HTTP, as an answer of a kind; only one that is whole is to be believed. */
export function httpAnswer(answer: Answer, bureau: Bureau, expectations: Expectations): HttpAnswer {
  const said = bureau.says();
  if (answer === 'refused') return { status: 404, body: 'gone' };
  if (answer === 'page') return { status: 200, body: '<!doctype html><title>Maintenance</title>' };
  const whole = csvOf(said);
  if (answer === 'whole') return { status: 200, body: whole };
  // Within its last row; of an answer without rows within its head.
  if (answer === 'cut') return { status: 200, body: whole.slice(0, -12) };
  const [known] = PAIRS.flatMap((pair) =>
    expectations.figuresOf(pair).map((of) => ({ ...of, pair })),
  );
  if (answer === 'unreadable' || !known) return { status: 200, body: 'not,a,table\n' };
  const isIt = (one: { pair: string; flow: string; month: Month }): boolean =>
    one.pair === known.pair && one.flow === known.flow && one.month === known.month;
  const monstrous = { ...known, value: 9_000_000_000 };
  return { status: 200, body: csvOf([...said.filter((one) => !isIt(one)), monstrous]) };
}
