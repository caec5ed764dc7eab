import { expect, test } from 'vitest';
import { matches } from '../../../infra/local/event-filter.ts';

const record = {
  eventName: 'INSERT',
  dynamodb: { Keys: { PK: { S: 'PAIR#XA-XB' }, SK: { S: 'OBS#exports#2025-01' } }, NewImage: {} },
};

test.each([
  ['an exact value', { eventName: ['INSERT'] }, true],
  ['another value', { eventName: ['MODIFY'] }, false],
  ['one of several', { eventName: ['MODIFY', 'INSERT'] }, true],
  ['none of none', { eventName: [] }, false],
  ['part of a value', { eventName: ['INS'] }, false],
  ['a prefix', { eventName: [{ prefix: 'INS' }] }, true],
  ['another prefix', { eventName: [{ prefix: 'SERT' }] }, false],
  ['a nested prefix', { dynamodb: { Keys: { SK: { S: [{ prefix: 'OBS#' }] } } } }, true],
  ['all of several members', { eventName: ['INSERT'], dynamodb: { NewImage: {} } }, true],
  [
    'one of two members',
    { eventName: ['INSERT'], dynamodb: { Keys: { PK: { S: ['RULE'] } } } },
    false,
  ],
  ['an absent member', { dynamodb: { NewImage: { status: { S: ['PENDING'] } } } }, false],
  ['a member of another type', { dynamodb: [{ prefix: 'O' }] }, false],
  ['nothing', {}, true],
])('a filter for %s', (_, pattern, isMatch) => {
  expect(matches(pattern, record)).toBe(isMatch);
});

test.each([
  { eventName: [{ suffix: 'T' }] },
  { eventName: [{ prefix: 'I', suffix: 'T' }] },
  { eventName: [{ exists: false }] },
  { eventName: [1] },
  { eventName: [null] },
  { absent: [{ exists: false }] },
])('the rule %j is not known here and an error', (pattern) => {
  expect(() => matches(pattern, record)).toThrow('unknown filter rule');
});

test('a filter that is no object is an error', () => {
  expect(() => matches('INSERT', record)).toThrow('a filter must be an object, got: INSERT');
});
