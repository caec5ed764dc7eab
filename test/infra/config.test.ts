import { describe, expect, it } from 'vitest';
import { readConfig } from '../../infra/config.ts';
import { type Change, readChanged as read } from '../support/changed-settings.ts';

describe('a wrong setting', () => {
  it.each<[what: string, change: Change, parts: string[]]>([
    [
      'a source that is not set up',
      [['pairs', 'US-KR', 'M'], 'us-cencus'],
      [
        'tidemark.pairs.US-KR.M',
        '"us-cencus"',
        'one of the sources: us-census, un-',
        '"us-census"',
      ],
    ],
    [
      'a source that publishes no first days of months',
      [['pairs', 'US-KR', 'P'], 'us-census'],
      ['tidemark.pairs.US-KR.P', '"us-census"', 'must be a source that serves the first days'],
    ],
    [
      'first days of months of a bloc, whose working days do not add up',
      [['pairs', 'KR-ASEAN'], { P: 'published-figures' }],
      ['tidemark.pairs.KR-ASEAN.P', '"published-figures"', 'must not be of a bloc'],
    ],
    [
      'a source that does not serve the frequency',
      [['pairs', 'US-KR', 'A'], 'us-census'],
      ['tidemark.pairs.US-KR.A', '"us-census"', 'serves years', '"un-comtrade"'],
    ],
    [
      'settings of a source that does not exist',
      [
        ['sources', 'eurostat'],
        { schedule: 'rate(1 day)', timeZone: 'UTC', historyFrom: '2020-01' },
      ],
      ['tidemark.sources.eurostat', '"rate(1 day)"', 'a source that exists: us-census', '"cron(45'],
    ],
    [
      'announced tariffs of a pair that the ledger does not speak of',
      [['pairs', 'KR-US', 'with'], ['tariff-ledger']],
      ['tidemark.pairs.KR-US.with[0]', '"tariff-ledger"', 'speaks of US-CN, US-JP, US-KR'],
    ],
    [
      'announced tariffs of a bloc',
      [['pairs', 'US-CPTPP'], { M: 'us-census', with: ['tariff-ledger'] }],
      ['tidemark.pairs.US-CPTPP.with[0]', '"tariff-ledger"', 'must not stand with US-CPTPP'],
    ],
    [
      'applied tariffs of a chapter that WITS does not tell of',
      [['pairs', 'KR-JP:85'], { A: 'un-comtrade', with: ['wits'] }],
      [
        'tidemark.pairs.KR-JP:85.with[0]',
        '"wits"',
        'of single chapters only 27',
        'take KR-JP:84-85',
      ],
    ],
    [
      'applied tariffs of a bloc',
      [['pairs', 'KR-CPTPP'], { M: 'imf-imts', with: ['wits'] }],
      ['tidemark.pairs.KR-CPTPP.with[0]', '"wits"', 'between two economies'],
    ],
    [
      'a bulletin beside a pair',
      [['pairs', 'US-KR', 'with', 0], 'federal-register'],
      ['tidemark.pairs.US-KR.with[0]', '"federal-register"', 'a source that stands beside flows'],
    ],
    [
      'a bulletin in place of flows',
      [['pairs', 'US-KR', 'M'], 'federal-register'],
      ['tidemark.pairs.US-KR.M', '"federal-register"', 'serves months'],
    ],
    [
      'a pair without a source',
      [['pairs', 'US-KR'], {}],
      ['tidemark.pairs.US-KR', '{}', 'must name a source', '{"M":"us-census"'],
    ],
    [
      'a mirror without flows',
      [['pairs', 'KR-JP:84-85'], { with: ['wits'], mirror: 'un-comtrade' }],
      ['tidemark.pairs.KR-JP:84-85.mirror', '"un-comtrade"', 'no source gives flows'],
    ],
    [
      'a check without flows',
      [['pairs', 'KR-JP:84-85'], { with: ['wits'], checks: ['un-comtrade'] }],
      ['tidemark.pairs.KR-JP:84-85.checks[0]', 'must not be set'],
    ],
    [
      'a range of chapters that is no sector',
      [['pairs', 'KR-JP:84-86'], { with: ['wits'] }],
      ['tidemark.pairs.KR-JP:84-86', 'heading or sector, such as US-KR:8703 or KR-JP:84-85'],
    ],
    [
      'a pair that is none',
      [['pairs', 'USA-KOR'], { M: 'us-census' }],
      ['tidemark.pairs.USA-KOR', ': "USA-KOR"', 'ISO 3166-1 alpha-2', '{"US-KR":{"M"'],
    ],
    [
      'a metric that does not exist',
      [['rules', 0, 'metric'], 'deficit'],
      [
        'tidemark.rules[0].metric',
        '"deficit"',
        'must be one of balance, balance-12m',
        '"balance-12m"',
      ],
    ],
    [
      'a rule id used twice',
      [['rules', 2, 'id'], 'us-kr-deficit-60bn'],
      [
        'tidemark.rules[2].id',
        '"us-kr-deficit-60bn"',
        'unique, rules[1] has it too',
        'for example',
      ],
    ],
    [
      'a rule on a pair that nobody watches',
      [['rules', 0, 'pair'], 'US-DE'],
      ['tidemark.rules[0].pair', '"US-DE"', 'one of the pairs: US-KR, US-JP', '"US-KR"'],
    ],
    [
      'a rule on months of a pair that has years only',
      [['rules', 0, 'pair'], 'KR-CN'],
      ['tidemark.rules[0].frequency', '(missing)', 'KR-CN has a source for', '"M"'],
    ],
    [
      'clearing on the wrong side',
      [['rules', 0, 'clears'], 11],
      ['tidemark.rules[0].clears', '11', 'must not lie above the firing threshold', '-58000000000'],
    ],
    [
      'a condition that is none',
      [['rules', 0, 'fires'], { over: 10 }],
      ['tidemark.rules[0].fires', '{"over":10}', '{"above": 10}', '{"below":-60000000000}'],
    ],
    [
      'a schedule around releases that never runs',
      [['sources', 'us-census', 'aroundReleases'], 'every hour'],
      [
        'tidemark.sources.us-census.aroundReleases',
        '"every hour"',
        'must be rate(…) or cron(…)',
        '"cron(40 8-17 ? * MON-FRI *)"',
      ],
    ],
    [
      'a schedule that never runs',
      [['sources', 'us-census', 'schedule'], 'cron(45 8 * * MON-FRI *)'],
      [
        'tidemark.sources.us-census.schedule',
        '"cron(45 8 * * MON-FRI *)"',
        'exactly one of day of month and day of week',
        '"cron(45 8 ? * MON-FRI *)"',
      ],
    ],
    [
      'a time zone that does not exist',
      [['sources', 'us-census', 'timeZone'], 'America/Washington'],
      ['tidemark.sources.us-census.timeZone', '"America/Washington"', 'IANA', '"America/New_York"'],
    ],
    [
      'an offset in place of a time zone',
      [['sources', 'us-census', 'timeZone'], '-05:00'],
      ['tidemark.sources.us-census.timeZone', '"-05:00"', 'IANA', '"America/New_York"'],
    ],
    [
      'a history that begins with a year',
      [['sources', 'us-census', 'historyFrom'], '2024'],
      ['tidemark.sources.us-census.historyFrom', '"2024"', 'must be a month', '"2024-10"'],
    ],
    [
      'an indicator that does not exist',
      [['sources', 'us-census', 'plausibility', 'factorOf'], { tariffs: 25 }],
      [
        'tidemark.sources.us-census.plausibility.factorOf.tariffs',
        '25',
        'is no setting that exists here',
        '{"duties":25}',
      ],
    ],
    [
      'a key that does not exist',
      [['rules', 0, 'threshold'], 10],
      ['tidemark.rules[0].threshold', '10', 'is no setting that exists here', '"fires":{"below"'],
    ],
    [
      'a key at the top that does not exist',
      [['email'], 'you@example.com'],
      ['tidemark.email', '"you@example.com"', 'is no setting that exists here', '"alertEmail"'],
    ],
    [
      'an address that is none',
      [['alertEmail'], 'you'],
      ['tidemark.alertEmail', '"you"', 'must be an e-mail address', '"you@example.com"'],
    ],
    [
      'a setting that is missing',
      [['sources', 'us-census', 'schedule'], undefined],
      ['tidemark.sources.us-census.schedule', '(missing)', 'string', '"cron(45 8 ? * MON-FRI *)"'],
    ],
  ])('is told with path, value, rule and example: %s', (_, change, parts) => {
    const lines = faultsOf([change]);

    expect(lines).toHaveLength(1);
    for (const part of parts) expect(lines[0]).toContain(part);
    expect(lines[0]).toContain('; for example ');
  });

  it('is told together with the others, one line each', () => {
    const lines = faultsOf([
      [['sources', 'us-census', 'schedule'], 'cron(bogus)'],
      [['sources', 'us-census', 'timeZone'], 'Mars/Olympus'],
      [['rules', 0, 'pair'], 'US-DE'],
    ]);

    expect(lines).toHaveLength(3);
  });

  it('stops the synth when there are no settings at all', () => {
    expect(() => readConfig(() => undefined)).toThrow('tidemark: (missing)');
  });

  it('is told when the address comes with -c', () => {
    expect(() => read([], { alertEmail: 'you' })).toThrow('tidemark.alertEmail: "you"');
  });
});

function faultsOf(changes: readonly Change[]): string[] {
  try {
    read(changes);
  } catch (error) {
    return String(error).split('\n').slice(1);
  }
  return [];
}
