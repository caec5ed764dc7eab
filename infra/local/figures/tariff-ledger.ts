import { readFileSync } from 'node:fs';
import { type Instant, instant } from '../../../shared/domain/observation.ts';
import { type Period, period, periodsBetween, shift } from '../../../shared/domain/period.ts';
import {
  announcedRate,
  type Day,
  entriesFor,
  pairsOf,
  type TariffEntry,
  termsOf,
} from '../../../shared/domain/tariff-ledger.ts';
import { readTariffLedger } from '../../../shared/sources/tariff-ledger-csv.ts';

const FILE = new URL('../../../shared/sources/tariff-ledger.csv', import.meta.url);

/**
 * The instants at which the shipped ledger says something new of a month that is over, up to a day: the first of the month after
 * it, and the days on which a text was published that restates one. Nothing has to hold back what was not known yet: the ledger
 * says of each entry since when it was.
 */
export function tariffLedgerReleases(until: Day): Instant[] {
  const ledger = readTariffLedger(readFileSync(FILE, 'utf8'));
  const first = monthOf(ledger.map(({ from }) => from).sort()[0] ?? until);
  const days = [
    ...periodsBetween(first, monthOf(until)).map((month) => `${month}-01`),
    ...ledger.flatMap(({ known, endKnown }) => [known, endKnown ?? known]),
  ];
  let said = '';
  return [...new Set(days)]
    .filter((day) => day <= until)
    .sort()
    .flatMap((day) => {
      const before = said;
      said = saidOn(day, first, ledger);
      // Past the end of the working day in Washington, where the texts are published.
      return said === before ? [] : [instant(`${day}T23:00:00Z`)];
    });
}

/** Every rate of every month that is over on a day, and its terms, as known on it. */
function saidOn(day: Day, first: Period, ledger: readonly TariffEntry[]): string {
  const months = periodsBetween(first, shift(monthOf(day), -1));
  const rates = pairsOf(ledger).map((pair) => {
    const entries = entriesFor(ledger, pair);
    return months.map((month) => {
      const announced = announcedRate(entries, month, day);
      return announced && [announced.value, termsOf(announced.of)];
    });
  });
  return months.length === 0 ? '' : JSON.stringify(rates);
}

function monthOf(day: Day): Period {
  return period(day.slice(0, 7));
}
