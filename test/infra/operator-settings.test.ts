import { describe, expect, it } from 'vitest';
import { readConfig } from '../../infra/config.ts';
import { cdkContext } from '../support/synthesize.ts';

describe('what only the deployment needs', () => {
  it('is taken from -c name=value before cdk.json, number by number and word by word', () => {
    const config = read({
      stackName: 'TidemarkTwo',
      logRetentionDays: '7',
      runbookUrl: 'https://example.com/RUNBOOK.md',
      monthlyUsd: '2.5',
      maxWriteRequestUnits: '100',
      sourceMaps: 'true',
      subscriptionsOpen: 'false',
    });

    expect(config).toMatchObject({
      stackName: 'TidemarkTwo',
      logRetentionDays: 7,
      runbookUrl: 'https://example.com/RUNBOOK.md',
      spending: { monthlyUsd: 2.5, maxWriteRequestUnits: 100, maxReadRequestUnits: 1000 },
      sourceMaps: true,
      subscriptions: { open: false, mailsPerDay: 100 },
    });
  });

  it('need not be in cdk.json', () => {
    const absent = {
      alertEmail: undefined,
      ephemeral: undefined,
      logRetentionDays: undefined,
      runbookUrl: undefined,
      spending: undefined,
      subscriptions: undefined,
    };

    expect(read({}, absent)).toEqual(read());
    expect(read({ monthlyUsd: '3' }, absent).spending.monthlyUsd).toBe(3);
  });

  it('can be taken back with -c', () => {
    expect(read({ alertEmail: 'null' }, { alertEmail: 'you@example.com' })).toMatchObject({
      alertEmail: undefined,
    });
  });

  it('and everything else comes from -c whole, as JSON', () => {
    const pairs = { 'US-KR': { M: 'us-census' } };
    const config = read({ pairs: JSON.stringify(pairs), rules: '[]' });

    expect(config.settings).toMatchObject({ pairs, rules: [] });
    expect(Object.keys(config.settings.pairs)).toEqual(['US-KR']);
    expect(() => read({ pairs: '{"US-KR"' })).toThrow(/tidemark\.pairs: .*expected record/);
  });

  it('is missed where it is misspelt on the command line, beside what CDK itself keeps there', () => {
    const contextOf = (key: string) => ({ ...cdkContext(), alertEmial: 'you@example.com' })[key];
    const cdks = [
      'tidemark',
      '@aws-cdk/core:checkSecretUsage',
      'aws:cdk:bundling-stacks',
      'cli-telemetry',
    ];

    expect(() => readConfig(contextOf, [...cdks, 'alertEmail', 'monthlyUsd'])).not.toThrow();
    expect(() => readConfig(contextOf, [...cdks, 'alertEmial'])).toThrow(
      /tidemark\.alertEmial: "you@example\.com" is no setting .*: there are stackName, alertEmail, /,
    );
  });

  it('does not reach the functions', () => {
    const names = ['alertEmail', 'ephemeral', 'spending', 'logRetentionDays', 'stackName'];
    for (const name of [...names, 'subscriptions']) {
      expect(read().settings).not.toHaveProperty(name);
    }
  });
});

describe('the parameters that hold API keys', () => {
  it('are one for each source that takes a key, named after the stack', () => {
    expect(read({ stackName: 'Second' }).apiKeyParameters).toEqual({
      'us-census': '/Second/us-census',
      'un-comtrade': '/Second/un-comtrade',
      'korea-customs': '/Second/korea-customs',
      'bank-of-korea': '/Second/bank-of-korea',
    });
  });

  it('can be others that the operator has already', () => {
    expect(
      read({}, { apiKeyParameters: { 'us-census': '/keys/census' } }).apiKeyParameters,
    ).toMatchObject({ 'us-census': '/keys/census', 'un-comtrade': '/Tidemark/un-comtrade' });
  });
});

describe('a wrong setting of the deployment', () => {
  it.each<[what: string, settings: Record<string, unknown>, parts: string[]]>([
    [
      'a key for a source that takes none',
      { apiKeyParameters: { 'imf-imts': '/keys/imf' } },
      ['tidemark.apiKeyParameters.imf-imts: "/keys/imf"', 'us-census, un-comtrade'],
    ],
    [
      'a key in the place of its name',
      { apiKeyParameters: { 'us-census': '0123456789abcdef' } },
      ['tidemark.apiKeyParameters.us-census', 'full name of an SSM parameter'],
    ],
    [
      'a ceiling of nothing',
      { spending: { maxWriteRequestUnits: 0 } },
      ['tidemark.spending.maxWriteRequestUnits: 0 ', 'at least 1 request unit', 'example 500'],
    ],
    [
      'no mails a day in place of no subscriptions',
      { subscriptions: { mailsPerDay: 0 } },
      ['tidemark.subscriptions.mailsPerDay: 0 ', 'at least 1 mail a day', 'example 100'],
    ],
    [
      'a budget below nothing',
      { spending: { monthlyUsd: -1 } },
      ['tidemark.spending.monthlyUsd: -1 ', 'more than 0 US dollars', 'example 1'],
    ],
    [
      'a kind of spending that does not exist',
      { spending: { daily: 1 } },
      ['tidemark.spending.daily: 1 ', 'is no setting that exists here', 'maxReadRequestUnits'],
    ],
    [
      'a time to keep logs that CloudWatch does not have',
      { logRetentionDays: 31 },
      ['tidemark.logRetentionDays: 31 ', 'must be one of 1, 3, 5, 7, 14, 30', 'example 30'],
    ],
    [
      'logs kept for ever',
      { logRetentionDays: 9999 },
      ['tidemark.logRetentionDays: 9999 ', 'must be one of', 'example 30'],
    ],
    [
      'a runbook without an address',
      { runbookUrl: 'RUNBOOK.md' },
      ['tidemark.runbookUrl: "RUNBOOK.md" ', 'https URL', '"https://example.com/'],
    ],
    [
      'a name that CloudFormation refuses',
      { stackName: 'Tide mark' },
      ['tidemark.stackName: "Tide mark" ', 'letters, digits and hyphens', '"Tidemark"'],
    ],
  ])('is told with path, value, rule and example: %s', (_, settings, parts) => {
    for (const part of parts) expect(() => read({}, settings)).toThrow(part);
  });

  it.each([
    ['ephemeral', 'ture', 'tidemark.ephemeral: "ture" must be true or false; for example true'],
    [
      'subscriptionsOpen',
      'no',
      'tidemark.subscriptions.open: "no" must be true or false; for example true',
    ],
    ['monthlyUsd', 'much', 'tidemark.spending.monthlyUsd: "much" must be an amount of US dollars'],
    ['logRetentionDays', 'year', 'tidemark.logRetentionDays: "year" must be one of 1, 3'],
  ])('is told when it comes with -c %s=%s', (name, value, told) => {
    expect(() => read({ [name]: value })).toThrow(told);
  });
});

/** Reads cdk.json with some settings changed, and others given on the command line. */
function read(commandLine: Record<string, string> = {}, settings: Record<string, unknown> = {}) {
  const context = cdkContext();
  const tidemark = { ...Object(context['tidemark']), ...settings };
  return readConfig((key) => ({ ...context, tidemark, ...commandLine })[key]);
}
