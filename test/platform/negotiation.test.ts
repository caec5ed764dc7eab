import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codingFor, mediaTypeFor } from '../../shared/platform/negotiation.ts';
import { assertLaw } from '../support/law.ts';

const OFFERED = ['application/json', 'text/csv'] as const;

describe('mediaTypeFor', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['TEXT/CSV', 'text/csv'],
    ['text/*', 'text/csv'],
    ['text/csv;q=0.5, application/json;q=0.4', 'text/csv'],
    ['text/csv, application/json', 'application/json'],
    ['text/csv;header=present;q=0.9, */*;q=0.1', 'text/csv'],
    // What a browser sends.
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/json'],
    // The most specific range decides, wherever it stands.
    ['*/*, application/json;q=0', 'text/csv'],
    ['text/*;q=0, text/csv', 'text/csv'],
    ['text/csv;q=0, text/*', undefined],
    ['application/xml', undefined],
    ['application/json;q=0', undefined],
    ['*/*;q=0', undefined],
    // Malformed parts are passed over.
    ['text/csv;q=2, application/json;q=0.1', 'application/json'],
    [';;q=,,text/csv', 'text/csv'],
  ])('for %j chooses %s', (accept, type) => {
    expect(mediaTypeFor(accept, OFFERED)).toBe(type);
  });

  it('never chooses what was not offered, and never fails', () => {
    assertLaw(
      fc.property(fc.string({ unit: 'binary' }), (accept) =>
        [...OFFERED, undefined].includes(mediaTypeFor(accept, OFFERED)),
      ),
    );
  });
});

describe('codingFor', () => {
  it.each([
    [undefined, undefined],
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['gzip, br', 'br'],
    ['gzip;q=0.9, br;q=0.8', 'gzip'],
    ['*;q=0.1', 'br'],
    ['br;q=0, *', 'gzip'],
    ['identity, gzip;q=0.5', undefined],
    ['identity;q=0, gzip;q=0.1', 'gzip'],
    // Neither is to be had otherwise: plain is what everybody can read.
    ['identity;q=0', undefined],
    ['zstd', undefined],
  ])('for %j chooses %s', (accepted, coding) => {
    expect(codingFor(accepted)).toBe(coding);
  });
});
