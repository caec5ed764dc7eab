import type { BlocCode } from './bloc.ts';

/** A day in the calendar of the agreement: `2024-12-15`. */
export type Day = string;

interface Membership {
  /** When the agreement came into force for each of its members, and until when it was. */
  readonly members: Readonly<Record<string, { readonly from: Day; readonly until?: Day }>>;
  /** Where an agreement came into force between two members later than for both of them; null where it is not yet. */
  readonly between?: Readonly<Record<string, Day | null>>;
}

const since = (from: Day, ...economies: readonly string[]) =>
  Object.fromEntries(economies.map((economy) => [economy, { from }]));

/**
 * Blocs with their membership as dated facts.
 * - CPTPP: entry into force for each party (New Zealand Ministry of Foreign Affairs and Trade, "CPTPP", read November 2026); the
 *   United Kingdom's accession, in force on 2024-12-15 with eight parties and on 2024-12-24 with Australia, and not with Canada
 *   and Mexico in 2025 (UK Department for Business and Trade).
 * - RCEP: ASEAN Secretariat and the depositary's notes; Myanmar is a party whose instrument not every other party applies.
 * - EU: Treaties of Accession; the United Kingdom left on 2020-02-01 and the customs union at the end of that year.
 * - ASEAN: ASEAN Secretariat, "Member States"; Timor-Leste joined on 2025-10-26.
 * - USMCA: in force on 2020-07-01 (Office of the United States Trade Representative).
 */
const MEMBERSHIPS: Readonly<Record<BlocCode, Membership>> = {
  CPTPP: {
    members: {
      ...since('2018-12-30', 'AU', 'CA', 'JP', 'MX', 'NZ', 'SG'),
      ...since('2019-01-14', 'VN'),
      ...since('2021-09-19', 'PE'),
      ...since('2022-11-29', 'MY'),
      ...since('2023-02-21', 'CL'),
      ...since('2023-07-12', 'BN'),
      ...since('2024-12-15', 'GB'),
    },
    between: { 'AU-GB': '2024-12-24', 'CA-GB': null, 'GB-MX': null },
  },
  RCEP: {
    members: {
      ...since('2022-01-01', 'AU', 'BN', 'KH', 'CN', 'JP', 'LA', 'NZ', 'SG', 'TH', 'VN'),
      ...since('2022-02-01', 'KR'),
      ...since('2022-03-18', 'MY'),
      ...since('2022-05-01', 'MM'),
      ...since('2023-01-02', 'ID'),
      ...since('2023-06-02', 'PH'),
    },
  },
  EU: {
    members: {
      ...since('1958-01-01', 'BE', 'DE', 'FR', 'IT', 'LU', 'NL'),
      ...since('1973-01-01', 'DK', 'IE'),
      GB: { from: '1973-01-01', until: '2020-02-01' },
      ...since('1981-01-01', 'GR'),
      ...since('1986-01-01', 'ES', 'PT'),
      ...since('1995-01-01', 'AT', 'FI', 'SE'),
      ...since('2004-05-01', 'CY', 'CZ', 'EE', 'HU', 'LT', 'LV', 'MT', 'PL', 'SI', 'SK'),
      ...since('2007-01-01', 'BG', 'RO'),
      ...since('2013-07-01', 'HR'),
    },
  },
  ASEAN: {
    members: {
      ...since('1967-08-08', 'ID', 'MY', 'PH', 'SG', 'TH'),
      ...since('1984-01-07', 'BN'),
      ...since('1995-07-28', 'VN'),
      ...since('1997-07-23', 'LA', 'MM'),
      ...since('1999-04-30', 'KH'),
      ...since('2025-10-26', 'TL'),
    },
  },
  USMCA: { members: since('2020-07-01', 'CA', 'MX', 'US') },
  /** Every economy: what sources give as a total of their own. */
  WORLD: { members: {} },
};

/** Who stood for a bloc towards an economy on a day. */
export interface Composition {
  readonly members: readonly string[];
  /** The last change up to that day: two compositions of the same id are the same. */
  readonly since: Day | null;
}

/**
 * The members of a bloc that an economy traded with under it on a day: for a member, those with whom the agreement was in force,
 * never itself; for an outsider, all for whom it was in force with anybody.
 */
export function compositionOf(bloc: BlocCode, towards: string, day: Day): Composition {
  const { members } = MEMBERSHIPS[bloc];
  const own = members[towards];
  const inForce = Object.keys(members)
    .filter((member) => member !== towards)
    .map((member) => ({ member, ...spanOf(bloc, member, own ? towards : undefined) }));
  const changes = inForce
    .flatMap(({ from, until }) => [from, until])
    .filter((change): change is Day => change !== undefined && change <= day)
    .sort();
  return {
    members: inForce
      .filter(({ from }) => from !== undefined && from <= day)
      .filter(({ until }) => until === undefined || day < until)
      .map(({ member }) => member)
      .sort(),
    since: changes.at(-1) ?? null,
  };
}

/** From when until when an agreement is in force for a member, or between two. */
function spanOf(
  bloc: BlocCode,
  member: string,
  other: string | undefined,
): { from: Day | undefined; until: Day | undefined } {
  const { members, between } = MEMBERSHIPS[bloc];
  const span = members[member];
  const otherSpan = other === undefined ? undefined : members[other];
  const agreed = other === undefined ? undefined : between?.[[member, other].sort().join('-')];
  const from = [span?.from, otherSpan?.from, agreed].flatMap((day) => day ?? []).sort();
  const until = [span?.until, otherSpan?.until].flatMap((day) => day ?? []).sort();
  return { from: agreed === null ? undefined : from.at(-1), until: until[0] };
}
