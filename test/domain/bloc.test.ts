import { describe, expect, it } from 'vitest';
import { type BlocCode, blocName, isBlocCode } from '../../shared/domain/bloc.ts';
import { compositionOf } from '../../shared/domain/bloc-membership.ts';

function members(bloc: BlocCode, towards: string, day: string): string {
  return compositionOf(bloc, towards, day).members.join(' ');
}

describe('the CPTPP towards an outsider', () => {
  it.each([
    ['2018-12-29', ''],
    ['2018-12-30', 'AU CA JP MX NZ SG'],
    ['2021-09-19', 'AU CA JP MX NZ PE SG VN'],
    ['2024-12-14', 'AU BN CA CL JP MX MY NZ PE SG VN'],
    ['2024-12-15', 'AU BN CA CL GB JP MX MY NZ PE SG VN'],
  ])('has on %s the members %s', (day, expected) => {
    expect(members('CPTPP', 'KR', day)).toBe(expected);
  });
});

describe('the CPTPP towards one of its own', () => {
  it.each([
    // The United Kingdom: with eight parties from 15 December 2024, with Australia nine days later.
    ['GB', '2024-12-15', 'BN CL JP MY NZ PE SG VN'],
    ['GB', '2024-12-24', 'AU BN CL JP MY NZ PE SG VN'],
    ['GB', '2025-12-31', 'AU BN CL JP MY NZ PE SG VN'],
    ['AU', '2024-12-23', 'BN CA CL JP MX MY NZ PE SG VN'],
    ['AU', '2024-12-24', 'BN CA CL GB JP MX MY NZ PE SG VN'],
    ['CA', '2025-12-31', 'AU BN CL JP MX MY NZ PE SG VN'],
    ['JP', '2024-12-15', 'AU BN CA CL GB MX MY NZ PE SG VN'],
  ])('has for %s on %s the members %s', (towards, day, expected) => {
    expect(members('CPTPP', towards, day)).toBe(expected);
  });

  it('is nobody for a member before the agreement came into force for it', () => {
    expect(members('CPTPP', 'GB', '2024-12-14')).toBe('');
  });
});

describe('other blocs', () => {
  it('count a member until the day before it left', () => {
    expect(members('EU', 'US', '2020-01-31').split(' ')).toContain('GB');
    expect(members('EU', 'US', '2020-02-01').split(' ')).toHaveLength(27);
    expect(members('EU', 'US', '2013-06-30').split(' ')).toHaveLength(27);
    expect(members('EU', 'US', '2013-07-01').split(' ')).toHaveLength(28);
  });

  it('count Korea in the RCEP a month after its first ten parties', () => {
    expect(members('RCEP', 'US', '2022-01-31').split(' ')).toHaveLength(10);
    expect(members('RCEP', 'US', '2022-02-01').split(' ')).toContain('KR');
    expect(members('RCEP', 'KR', '2022-02-01')).not.toContain('KR');
  });

  it.each([
    ['ASEAN', '2025-10-25', 10],
    ['ASEAN', '2025-10-26', 11],
    ['USMCA', '2020-06-30', 0],
    ['USMCA', '2020-07-01', 3],
    ['RCEP', '2023-06-02', 15],
  ] as const)('%s has on %s %d members', (bloc, day, count) => {
    expect(compositionOf(bloc, 'XA', day).members).toHaveLength(count);
  });
});

describe('a composition', () => {
  it('says since when it is as it is, so that two can be told apart', () => {
    expect(compositionOf('CPTPP', 'KR', '2024-12-31').since).toBe('2024-12-15');
    expect(compositionOf('CPTPP', 'AU', '2024-12-31').since).toBe('2024-12-24');
    expect(compositionOf('EU', 'US', '2021-01-01').since).toBe('2020-02-01');
    expect(compositionOf('USMCA', 'KR', '2019-01-01').since).toBeNull();
  });
});

it('a bloc has a name, and no other code is one', () => {
  expect(blocName('EU')).toBe('European Union');
  expect(['EU', 'WORLD', 'KR', 'cptpp', 'constructor'].map(isBlocCode)).toEqual([
    ...[true, true, false, false, false],
  ]);
});
