import type { Example } from './example.ts';
import { EXAMPLES_OF_RULES } from './examples-of-rules.ts';
import { EXAMPLE_OF_WHAT_IF } from './examples-of-what-if.ts';
import type { RouteName } from './words.ts';

const US_KR = {
  pair: 'US-KR',
  reporter: 'US',
  partner: 'KR',
  reporterName: 'United States',
  partnerName: 'South Korea',
  updatedAt: '2026-08-04T12:30:00.000Z',
  metrics: {
    'balance-12m': {
      period: '2026-06',
      value: -61095865732,
      unit: 'USD',
      basis: 'exports FAS, imports customs value',
      status: 'final',
      source: 'us-census',
      vintage: '2026-08-04T12:30:00.000Z',
      previous: { period: '2026-05', value: -58504199003 },
      context: {
        direction: 'lowest',
        rank: { place: 1, of: 10 },
        since: null,
        recordSince: '2025-09',
        streak: { direction: 'falling', length: 1 },
        percentile: 5,
      },
      notes: [],
    },
  },
};

const KR_JP_ALERT = {
  id: '20200115T000000000Z.KR-JP.kr-jp-narrowest-v1.2019.crossed',
  pair: 'KR-JP',
  rule: 'kr-jp-narrowest',
  ruleVersion: 1,
  severity: 'info',
  note: "How far Korea's parts and machinery still come from Japan.",
  metric: 'balance',
  unit: 'USD',
  basis: 'exports FOB, imports CIF',
  reason: 'crossed',
  firing: true,
  since: '2019',
  period: '2019',
  value: -19163000000,
  previous: { period: '2018', value: -24075000000 },
  against: null,
  threshold: { fires: { record: 'high', years: 1 } },
  vintage: '2020-01-15T00:00:00.000Z',
  context: {
    direction: 'highest',
    rank: { place: 1, of: 2 },
    since: null,
    recordSince: '2018',
    streak: { direction: 'rising', length: 1 },
    percentile: 75,
  },
  inputs: [
    {
      indicator: 'exports',
      period: '2019',
      value: 28412000000,
      vintage: '2020-01-15T00:00:00.000Z',
      source: 'published-figures',
      run: '2020-01-15T00:00:00.000Z#replay',
    },
    {
      indicator: 'imports',
      period: '2019',
      value: 47575000000,
      vintage: '2020-01-15T00:00:00.000Z',
      source: 'published-figures',
      run: '2020-01-15T00:00:00.000Z#replay',
    },
  ],
  notes: ['Korea Customs Service: KITA, trade of Korea with Japan, 2019'],
  delivery: {
    status: 'SENT',
    messageId: '652a708b-c251-47a5-bcb0-d9a5fd049c97',
    sentAt: '2020-01-15T00:00:00.000Z',
  },
};

const DUTIES_NOTE =
  'Calculated at the rates of entry; antidumping and countervailing duties are not in it. Figures of this replay exclude HS chapters 98 and 99 (US Census Bureau through ETRX, CC BY 4.0).';

/** A printing of the duties of November 2025, which were restated. */
function duty(value: number, vintage: string, print: number) {
  return {
    period: '2025-11',
    value,
    unit: 'USD',
    basis: 'calculated duty',
    source: 'us-census',
    status: 'final',
    vintage,
    print,
    run: `${vintage}#replay`,
    note: DUTIES_NOTE,
  };
}

export const EXAMPLES: Readonly<Partial<Record<RouteName, Example>>> = {
  pairs: { request: '/v1/pairs', json: { pairs: [US_KR] } },
  pair: { request: '/v1/pairs/US-KR', json: US_KR },
  history: {
    request:
      '/v1/pairs/US-KR/metrics/effective-tariff-rate?from=2025-11&to=2025-11&asOf=2026-02-03',
    json: {
      pair: 'US-KR',
      metric: 'effective-tariff-rate',
      title: 'Effective tariff rate',
      unit: 'percent',
      definition:
        '100 · calculated duties / imports for consumption at customs value, goods that enter free of duty included in the denominator (Yale Budget Lab, tariff-etr-eval).',
      basis: 'imports for consumption customs value, calculated duties',
      notes: [DUTIES_NOTE],
      asOf: '2026-02-03T23:59:59.999Z',
      values: [{ period: '2025-11', value: 13.8945, vintage: '2026-01-29T13:30:00.000Z' }],
    },
    lines: [
      'pair,metric,unit,period,value,reason,vintage,asOf',
      'US-KR,effective-tariff-rate,percent,2025-11,13.8945,,2026-01-29T13:30:00.000Z,2026-02-03T23:59:59.999Z',
    ],
  },
  observations: {
    request: '/v1/pairs/US-KR/observations/duties?history=all&asOf=2026-02-04',
    json: {
      pair: 'US-KR',
      indicator: 'duties',
      title: 'Calculated duties on imports for consumption, at the rates of entry, before refunds',
      asOf: '2026-02-04T23:59:59.999Z',
      values: [
        duty(1159932188, '2026-01-29T13:30:00.000Z', 1),
        duty(712221022, '2026-02-04T13:30:00.000Z', 2),
      ],
    },
  },
  contributions: {
    request: '/v1/pairs/US-KR/contributions?period=2026-06',
    json: {
      over: 'month',
      before: '2025-06',
      change: -2591666729,
      parts: [
        {
          ...{ commodity: null, within: null, name: 'everything else', value: -2591666729 },
          ...{ balance: -8409085604, balanceBefore: -5817418875 },
        },
      ],
    },
  },
  metrics: {
    request: '/v1/metrics',
    json: {
      formulaVersion: 1,
      metrics: [
        {
          metric: 'exports-12m',
          title: 'Exports, twelve months',
          unit: 'USD',
          decimals: null,
          definition:
            'The sum of the exports of goods of the twelve consecutive months that end with the period; no value if any of them is missing.',
          caveat: null,
          frequencies: ['M'],
          inputs: [
            {
              indicator: 'exports',
              title: 'Exports of goods from the reporter to the partner',
            },
          ],
        },
      ],
    },
  },
  alerts: { request: '/v1/alerts?pair=KR-JP', json: { alerts: [KR_JP_ALERT], next: null } },
  alert: { request: `/v1/alerts/${KR_JP_ALERT.id}`, json: KR_JP_ALERT },
  feed: {
    request: '/v1/alerts.atom?pair=KR-JP',
    lines: [
      '<?xml version="1.0" encoding="utf-8"?>',
      '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
      '<title>Tidemark: alerts of KR-JP</title>',
      '<updated>2020-01-15T00:00:00.000Z</updated>',
      '<author><name>Tidemark</name></author>',
      '<entry>',
      '<updated>2020-01-15T00:00:00.000Z</updated>',
      '<category term="KR-JP"/>',
      '</entry>',
      '</feed>',
    ],
  },
  ...EXAMPLES_OF_RULES,
  whatIf: EXAMPLE_OF_WHAT_IF,
  sources: {
    request: '/v1/sources',
    json: {
      sources: [
        {
          source: 'us-census',
          title: 'U.S. Census Bureau, International Trade in Goods',
          state: 'stale',
          reason: 'nothing after 2026-06; the next period was expected on 2026-09-03',
          lastRun: { at: '2026-08-04T12:30:00.000Z', outcome: 'changed', changed: 17 },
          lastRelease: '2026-08-04T12:30:00.000Z',
          newestPeriod: '2026-06',
          nextExpectedRelease: '2026-09-03',
          nextRelease: {
            period: '2026-07',
            on: '2026-09-03',
            at: '2026-09-03T12:30:00.000Z',
            timeZone: 'America/New_York',
            basis: 'announced',
            movedDays: 0,
            lateUntil: '2026-09-23',
            state: 'stale',
          },
        },
      ],
    },
  },
  calendar: {
    request: '/v1/releases.ics',
    lines: [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'BEGIN:VEVENT',
      'DTSTAMP:20261006T000000Z',
      'SEQUENCE:1',
      'DTSTART:20260903T123000Z',
      'STATUS:CONFIRMED',
      'END:VEVENT',
      'END:VCALENDAR',
    ],
  },
};
