import { expect, test } from 'vitest';
import { instantSchema } from '../../shared/store/attributes.ts';

test.each([
  ['2026-01-29T13:30:00.000Z', '2026-01-29T13:30:00.000Z'],
  ['2026-01-29T13:30:00Z', '2026-01-29T13:30:00.000Z'],
  ['2026-01-29T13:30:00.5Z', '2026-01-29T13:30:00.500Z'],
])('%s is read as the instant %s', (stored, read) => {
  expect(instantSchema.parse(stored)).toBe(read);
});

test.each(['2026-02-30T13:30:00.000Z', '2026-01-29', '2026-01-29T13:30:00.000', 'yesterday'])(
  '%s is no instant',
  (stored) => {
    expect(instantSchema.safeParse(stored).success).toBe(false);
  },
);
