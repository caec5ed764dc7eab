import type { Observation } from '../domain/observation.ts';
import { commodityOf } from '../domain/pair.ts';
import { periodsBetween } from '../domain/period.ts';
import {
  ALL_GOODS,
  announcedRate,
  entriesFor,
  NO_AUTHORITY,
  type TariffEntry,
  termsOf,
} from '../domain/tariff-ledger.ts';
import { SourceRefusal } from '../platform/errors.ts';
import { PROVIDERS } from './providers.ts';
import type { Source, SourceContext, SourceRequest, SourceTarget } from './source.ts';
import { ID, readTariffLedger } from './tariff-ledger-csv.ts';

/** Tariffs as they were announced, out of the dated facts that are shipped with the project. */
export const tariffLedger: Source = {
  ...PROVIDERS[ID],
  fetch: async ({ targets }: SourceRequest, { shipped, knownAt }: SourceContext) => {
    if (shipped.tariffs === undefined) {
      throw new SourceRefusal(
        ID,
        'no-ledger',
        'no ledger to read: deploy one as a CSV, as in shared/sources/tariff-ledger.csv',
      );
    }
    const ledger = readTariffLedger(shipped.tariffs);
    return targets.flatMap((target) => monthsOf(target, ledger, knownAt.slice(0, 10)));
  },
};

function monthsOf(
  { pair, from, to }: SourceTarget,
  ledger: readonly TariffEntry[],
  on: string,
): Observation[] {
  const entries = entriesFor(ledger, pair);
  return periodsBetween(from, to).flatMap((period) => {
    const announced = announcedRate(entries, period, on);
    if (!announced) return [];
    const { value, of } = announced;
    const about = { pair, indicator: 'statutory-rate', period, value, source: ID } as const;
    const standing = { unit: 'percent', basis: 'tariff ledger', status: 'final' } as const;
    return [{ ...about, ...standing, terms: termsOf(of), note: noteOn(of, commodityOf(pair)) }];
  });
}

/** What a reader wants to look up; of goods that no entry names also that the rate is not theirs alone. */
function noteOn(entries: readonly TariffEntry[], commodity: string | undefined): string {
  const said = [...new Set(entries.map(words))].join('; ');
  const isCountryWide = commodity && entries.some(({ goods }) => goods === ALL_GOODS);
  return `Announced: ${said}.${isCountryWide ? ' Country-wide: what is particular to these goods is not in it.' : ''}`;
}

function words({ rate, kind, authority, instrument, citation }: TariffEntry): string {
  const inclusive = kind === 'flat' ? '' : ' with the base rate in it';
  const law = authority === NO_AUTHORITY ? '' : `, ${authority}`;
  return `${rate}%${inclusive}${law} (${instrument}, ${citation})`;
}
