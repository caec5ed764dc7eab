import type { Example } from './example.ts';

/** Imports of 2023 from everybody, in dollars, are not in the replay. */
export const EXAMPLE_OF_WHAT_IF: Example = {
  request: '/v1/what-if',
  body: {
    pair: 'KR-JP',
    tariffs: { reporter: 0, partner: 0 },
    base: {
      reporter: {
        marketImports: 642_670_000_000,
        source: 'Ministry of Trade, Industry and Energy of Korea, January 2024',
      },
      partner: {
        marketImports: 785_900_000_000,
        source: "World's Top Exports, Japan's top 10 imports, 2023",
      },
    },
  },
  json: {
    pair: 'KR-JP',
    headline:
      'The balance of South Korea with Japan goes from -$17.41bn to -$21.33bn in the central case: the deficit widens by $3.93bn. Between all cases it changes by -$7.76bn to $271.67mn.',
    reporterImports: {
      importer: 'KR',
      exporter: 'JP',
      tariff: { from: 2.75174614777169, to: 0 },
      importsBefore: 47646785980,
      central: {
        creation: 1276006148,
        diversion: 4455719829,
        others: -4455719829,
        priceEffect: 0,
        total: 5731725977,
        importsAfter: 53378511957,
        reason: null,
      },
    },
    balance: {
      before: -17407193399.935,
      central: {
        change: -3926933320,
        after: -21334126719.935,
        direction: 'deficit-widens',
        reason: null,
      },
      least: -7762841203,
      most: 271670988,
    },
  },
};
