import { type Figure, FLOWS, type Flow, isSameFigure, knownBy } from './figures.ts';
import { PAIRS, type Publication } from './history.ts';
import { type Month, monthName } from './months.ts';

const MILLION = 1_000_000;

/** A figure as the bureau says it now. */
export interface Said extends Omit<Figure, 'knownAt'> {
  readonly pair: string;
}

/** The fictional statistical office: everything that it says at a time, of every pair. */
export interface Bureau {
  /** What it says from now on; nothing it ever said goes missing. */
  publish(news: readonly Publication[], newestMonth: Month): void;
  says(): readonly Said[];
}

export function openBureau(): Bureau {
  let said: readonly Said[] = [];
  const say = (one: Said): void => {
    said = [...said.filter((other) => other.pair !== one.pair || !isSameFigure(other, one)), one];
  };
  const isSilentOn = (pair: string, flow: Flow, month: Month): boolean =>
    !said.some((one) => one.pair === pair && isSameFigure(one, { flow, month }));
  return {
    says: () => said,
    publish(news, newestMonth) {
      for (const { pair: place, newest, restated } of news) {
        const pair = PAIRS[place] ?? PAIRS[0];
        newest.forEach((amounts, back) => {
          for (const flow of FLOWS) {
            const amount = amounts[flow];
            const month = newestMonth - back;
            if (amount === null || !isSilentOn(pair, flow, month)) continue;
            say({ pair, flow, month, value: amount * MILLION, status: 'provisional' });
          }
        });
        for (const { flow, back, amount, status } of restated) {
          say({ pair, flow, month: newestMonth - back, value: amount * MILLION, status });
        }
      }
    },
  };
}

/** What is said, in the wire format of published figures. */
export function csvOf(said: readonly Said[]): string {
  const rows = said.map(({ pair, flow, month, value, status }) => {
    const basis = flow === 'exports' ? 'FOB' : 'CIF';
    const figure = [pair, flow, monthName(month), value, 1, 'USD', basis, status];
    return [...figure, 'Customs of XA', 'Bulletin'].join();
  });
  const header = 'pair,indicator,period,value,scale,unit,basis,status,publisher,citation';
  return [header, ...rows, ''].join('\n');
}

/** What of a pair is new in what is said, against all that was ever known of it. */
export function newPrints(
  said: readonly Said[],
  pair: string,
  known: readonly Figure[],
  knownAt: string,
): Figure[] {
  const current = knownBy(known, knownAt);
  const isKnown = (one: Said): boolean =>
    current.some(
      (other) =>
        isSameFigure(other, one) && other.value === one.value && other.status === one.status,
    );
  return said
    .filter((one) => one.pair === pair && !isKnown(one))
    .map(({ flow, month, value, status }) => ({ flow, month, value, status, knownAt }));
}
