import { describe, expect, it } from 'vitest';
import { decide } from '../../../functions/recompute/decide.ts';
import type { LatestMetrics } from '../../../shared/domain/latest.ts';
import type { Vintage } from '../../../shared/domain/observation.ts';
import { amountsFrom, vintagesOf } from '../../support/observations.ts';
import { knowledgeAt } from '../../support/pair-knowledge.ts';

function latestOf(vintages: readonly Vintage[]): LatestMetrics {
  return decide(knowledgeAt({ vintages }, '2026-12-31T00:00:00Z')).latest?.metrics ?? {};
}

describe('the newest value of a metric', () => {
  it('is of its newest month, with the month before and its context', () => {
    const { duties } = latestOf(vintagesOf({ duties: amountsFrom('2025-10', [1, 3, 2]) }));
    expect(duties).toMatchObject({
      period: '2025-12',
      reason: null,
      unit: 'USD',
      basis: 'calculated duties',
      status: 'final',
      sources: ['us-census'],
      vintage: '2026-01-29T13:30:00.000Z',
      previous: { period: '2025-11' },
      context: { rank: { place: 2, of: 3 }, since: '2025-11', recordSince: '2025-10' },
    });
    expect([Number(duties?.value), Number(duties?.previous?.value)]).toEqual([2, 3]);
  });

  it('is of the finest frequency that has one, though a year is newer', () => {
    const both = vintagesOf({ duties: { '2024-06': 1, '2025': 12 } });
    expect(latestOf(both).duties).toMatchObject({ period: '2024-06', previous: null });
    const years = vintagesOf({
      exports: { '2024': 3, '2025': 4 },
      imports: { '2025': 1, '2025-12': 2 },
    });
    expect(latestOf(years).balance).toMatchObject({ period: '2025', previous: null });
  });

  it('is the last that there is, where the newest month has none', () => {
    const known = vintagesOf({
      exports: amountsFrom('2025-10', [5, 6]),
      imports: amountsFrom('2025-10', [1, 1, 1]),
    });
    expect(latestOf(known).balance).toMatchObject({
      period: '2025-11',
      previous: { period: '2025-10' },
    });
  });

  it('skips a missing month for the one before it, and names it', () => {
    const gap = vintagesOf({ duties: amountsFrom('2025-10', [1, undefined, 2]) });
    expect(latestOf(gap).duties).toMatchObject({
      period: '2025-12',
      previous: { period: '2025-10' },
    });
  });

  it('is null with its reason where there is none, of the finest frequency that was looked at', () => {
    const imports = vintagesOf({ imports: { '2025-11': 1, '2025-12': 2, '2024': 10 } });
    expect(latestOf(imports).balance).toMatchObject({
      period: '2025-12',
      value: null,
      reason: 'numerator-missing',
      previous: null,
      context: null,
    });
  });

  it('is of the metrics alone that have an input', () => {
    const metrics = Object.keys(latestOf(vintagesOf({ duties: { '2025-12': 1 } })));
    expect(metrics).toContain('duties');
    expect(metrics).not.toContain('balance');
  });

  it('carries what its figures say beside them', () => {
    const noted = vintagesOf({ duties: { '2025-12': 1 } }).map((vintage) => ({
      ...vintage,
      note: 'Without chapters 98 and 99.',
    }));
    expect(latestOf(noted).duties?.notes).toEqual(['Without chapters 98 and 99.']);
  });
});
