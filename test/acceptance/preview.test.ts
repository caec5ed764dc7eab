import { describe, expect, it } from 'vitest';
import { previewAnswer, rulesAnswer } from '../support/answers.ts';
import { givenTheReplay, givenTidemark, whenAllAlertsAreRead } from '../support/tidemark.ts';

const tidemark = givenTidemark();

describe('the preview of a rule', () => {
  givenTheReplay();

  it('over the history of the replay is the log of what was really told by it, for every rule', async () => {
    const { rules } = await tidemark.whenAsked('/v1/rules', rulesAnswer);
    const alerts = await whenAllAlertsAreRead(tidemark);

    expect(rules.length).toBeGreaterThan(4);
    for (const { version, writtenAt, from, state, ...definition } of rules) {
      const { fired } = previewAnswer.parse(
        await tidemark.whenPosted('/v1/rules/preview', definition),
      );
      const told = alerts
        .filter(({ rule, reason }) => rule === definition.id && reason.startsWith('crossed'))
        .map(({ period, vintage, reason, value }) => [period, vintage, reason, value]);
      expect(
        fired.map(({ period, knownAt, reason, value }) => [period, knownAt, reason, value]),
        definition.id,
      ).toEqual(told.toReversed());
    }
  });

  it('fires once for a firing, however long it goes on and however a month of it is revised', async () => {
    const rule = {
      pair: 'US-KR',
      metric: 'effective-tariff-rate',
      fires: { above: 10 },
      clears: 9,
    };
    const { fired } = previewAnswer.parse(await tidemark.whenPosted('/v1/rules/preview', rule));

    expect(fired.map(({ period }) => period)).toEqual(['2025-05', '2026-01']);
  });
});
