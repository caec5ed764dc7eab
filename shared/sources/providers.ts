import type { Indicator } from '../domain/indicator.ts';
import { type AnnouncedDays, FT900 } from './announced-days.ts';

/** What a source can be asked for: months, years, and the first days of months. */
export type ServedFrequency = 'M' | 'A' | 'P';

/** What is known of a provider without asking it anything; its adapter adds how to ask. */
export interface Provider {
  readonly id: string;
  /** How the publisher wants to be cited. */
  readonly title: string;
  /** Root of its API, without a trailing slash. */
  readonly baseUrl: string;
  readonly apiKey: 'none' | 'optional' | 'required';
  readonly frequencies: readonly ServedFrequency[];
  /** What it may say about a pair. */
  readonly indicators: readonly Indicator[];
  /**
   * Whether it gives the flows of a series, stands beside the source that does, or gives no figures at all: what a bulletin
   * publishes is told to the operator.
   */
  readonly role: 'flows' | 'beside' | 'bulletin';
  /**
   * Whether it keeps its vintages and says since when each value stands. What it brings may have become known long before the run,
   * so that an answer as of the past is not final.
   */
  readonly keepsVintages?: true;
  /** Days from the end of a period until its figures are usually out. */
  readonly lagDays: Readonly<Partial<Record<'M' | 'A', number>>>;
  /** Of a publisher with a desk and a clock; where there is none, days are days in UTC, and any of the week will do. */
  readonly habit?: ReleaseHabit;
}

/** How a publisher goes about its releases. */
interface ReleaseHabit {
  /** By whose clock its days begin and end, IANA. */
  readonly timeZone: string;
  /** At which time figures come out, `08:30`, where it is always the same. */
  readonly time?: string;
  /** On which business day of the month after, by the federal calendar of the United States. */
  readonly businessDay?: number;
  readonly announced?: readonly AnnouncedDays[];
}

/** One of whom figures are asked. */
export interface FiguresProvider extends Provider {
  readonly role: 'flows' | 'beside';
  /** Flows first, and the first of all is in every answer that has anything. */
  readonly indicators: readonly [Indicator, ...Indicator[]];
}

/** One that gives no figures. */
export interface BulletinProvider extends Provider {
  readonly role: 'bulletin';
  readonly indicators: readonly [];
}

/** Every provider there is. The adapters stand apart, so that what only names a provider does not load them. */
export const PROVIDERS = {
  'us-census': {
    id: 'us-census',
    title: 'U.S. Census Bureau, International Trade in Goods',
    baseUrl: 'https://api.census.gov',
    apiKey: 'required',
    frequencies: ['M'],
    indicators: [
      'exports',
      'imports',
      'imports-for-consumption',
      'dutiable-value',
      'duties',
      'total-exports',
      'total-imports',
    ],
    role: 'flows',
    // FT-900 comes out about 35 days after the month (export.gov, Data Releases and Revisions).
    lagDays: { M: 35 },
    habit: { timeZone: 'America/New_York', time: '08:30', announced: FT900 },
  },
  fred: {
    id: 'fred',
    title: 'U.S. Census Bureau, retrieved from FRED and ALFRED, Federal Reserve Bank of St. Louis',
    baseUrl: 'https://api.stlouisfed.org',
    apiKey: 'required',
    frequencies: ['M'],
    indicators: ['exports', 'imports'],
    role: 'flows',
    keepsVintages: true,
    // A day or two after FT-900: it had May 2017 on 2017-07-06.
    lagDays: { M: 37 },
  },
  'un-comtrade': {
    id: 'un-comtrade',
    title: 'United Nations, UN Comtrade Database',
    baseUrl: 'https://comtradeapi.un.org',
    apiKey: 'optional',
    frequencies: ['M', 'A'],
    indicators: ['exports', 'imports', 'total-exports', 'total-imports'],
    role: 'flows',
    // The United States had sent June 2026 by 2026-09-07. The lag of years is an assumption.
    lagDays: { M: 65, A: 180 },
    habit: { timeZone: 'America/New_York' },
  },
  'imf-imts': {
    id: 'imf-imts',
    title: 'International Monetary Fund, International Trade in Goods by partner country (IMTS)',
    baseUrl: 'https://api.imf.org/external/sdmx/3.0',
    apiKey: 'none',
    frequencies: ['M', 'A'],
    indicators: ['exports', 'imports', 'total-exports', 'total-imports'],
    role: 'flows',
    // On 2025-12-16 the newest month of Korea was 2025-09.
    lagDays: { M: 75, A: 90 },
    habit: { timeZone: 'America/New_York' },
  },
  'korea-customs': {
    id: 'korea-customs',
    title: 'Korea Customs Service, trade statistics (data.go.kr)',
    baseUrl: 'https://apis.data.go.kr/1220000',
    apiKey: 'required',
    frequencies: ['M'],
    indicators: ['exports', 'imports', 'total-exports', 'total-imports'],
    role: 'flows',
    // A month is there around the 15th of the next: August 2026 was the newest on 2026-10-02.
    lagDays: { M: 15 },
  },
  'bank-of-korea': {
    id: 'bank-of-korea',
    title: 'Bank of Korea, Economic Statistics System (ECOS)',
    baseUrl: 'https://ecos.bok.or.kr/api',
    apiKey: 'required',
    frequencies: ['M'],
    indicators: ['exports', 'imports'],
    role: 'flows',
    // Customs have a month around the 15th of the next, and on 2026-06-28 the Bank had May: a day between is an assumption.
    lagDays: { M: 20 },
  },
  'published-figures': {
    id: 'published-figures',
    title: 'Figures as published, each with its own citation',
    // Empty: the shipped file is read, and nothing is asked of anyone.
    baseUrl: '',
    apiKey: 'none',
    frequencies: ['M', 'A', 'P'],
    indicators: [
      ...(['exports', 'imports', 'imports-for-consumption', 'dutiable-value', 'duties'] as const),
      // Of the first days of a month only.
      'working-days',
    ],
    role: 'flows',
    // Korea Customs confirms a month around the 15th of the next, and with December the year.
    lagDays: { M: 15, A: 15 },
    habit: { timeZone: 'Asia/Seoul' },
  },
  'us-treasury': {
    id: 'us-treasury',
    title: 'U.S. Department of the Treasury, Monthly Treasury Statement',
    baseUrl: 'https://api.fiscaldata.treasury.gov/services/api/fiscal_service',
    apiKey: 'none',
    frequencies: ['M'],
    indicators: ['duties-collected', 'duties-collected-gross', 'duties-refunded'],
    role: 'beside',
    // 2:00 p.m. on the eighth business day (https://fiscal.treasury.gov/reports-statements/mts/, read as of 2024-11-13); that of
    // February 2026 was in the API on 2026-03-12, the day after.
    lagDays: { M: 12 },
    habit: { timeZone: 'America/New_York', time: '14:00', businessDay: 8 },
  },
  'world-bank': {
    id: 'world-bank',
    title: 'World Bank, World Development Indicators (CC BY 4.0)',
    baseUrl: 'https://api.worldbank.org/v2',
    apiKey: 'none',
    frequencies: ['A'],
    indicators: [
      'gdp-per-capita',
      'gdp',
      'partner-gdp-per-capita',
      'partner-gdp',
      'applied-tariff',
    ],
    role: 'beside',
    // The year before is in the database of July: that of 2025 was there on 2026-07-13.
    lagDays: { A: 195 },
    habit: { timeZone: 'America/New_York' },
  },
  wits: {
    id: 'wits',
    title: 'World Bank, WITS (UN Comtrade, UNCTAD TRAINS)',
    baseUrl: 'https://wits.worldbank.org/API/V1/SDMX/V21',
    apiKey: 'none',
    frequencies: ['A'],
    indicators: [
      'bilateral-imports',
      'market-imports',
      'bilateral-tariff',
      'partner-bilateral-imports',
      'partner-market-imports',
      'partner-bilateral-tariff',
    ],
    role: 'beside',
    // On 2026-09-20 the newest year was 2023, and 2024 was not there: that it takes two years is an assumption.
    lagDays: { A: 730 },
  },
  'tariff-ledger': {
    id: 'tariff-ledger',
    title: 'Tariffs as announced, each with its instrument and citation',
    // Empty: the shipped file is read, and nothing is asked of anyone.
    baseUrl: '',
    apiKey: 'none',
    frequencies: ['M'],
    indicators: ['statutory-rate'],
    role: 'beside',
    // What is announced for a month is known when it is over.
    lagDays: { M: 1 },
  },
  'federal-register': {
    id: 'federal-register',
    title: 'Federal Register, presidential documents that speak of tariffs',
    baseUrl: 'https://www.federalregister.gov/api/v1',
    apiKey: 'none',
    frequencies: [],
    indicators: [],
    role: 'bulletin',
    lagDays: {},
  },
} as const satisfies Record<string, FiguresProvider | BulletinProvider>;

/** The provider of an id that came from outside. */
export function providerOf(id: string): Provider | undefined {
  return Object.values<Provider>(PROVIDERS).find((provider) => provider.id === id);
}
