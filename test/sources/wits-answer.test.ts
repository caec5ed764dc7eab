import { describe, expect, test } from 'vitest';
import { decideChanges } from '../../functions/ingest/decide.ts';
import { instant } from '../../shared/domain/observation.ts';
import { settingsSchema } from '../../shared/domain/settings.ts';
import { ANSWERS, changed, fetched, KOREA, specimen, toldOfJapan } from '../support/wits.ts';

describe('an answer', () => {
  test.each([
    ['that is XML', specimen('without-format.xml'), { type: 'application/xml' }, 'content-type'],
    ['that is an error in XML', specimen('too-large.xml'), { type: 'text/xml' }, 'content-type'],
    ['that is no JSON', specimen('too-large.xml'), {}, 'shape'],
    ['of another shape', '{"dataSets":[]}', {}, 'shape'],
    ['that is too much', 'Request Entity Too Large', { status: 413 }, 'status'],
    ['that leads to an error page', '', { status: 302, location: '/WITSAPIError.aspx' }, 'status'],
    ['that is a 404 of another kind', '<h1>404</h1>', { status: 404 }, 'status'],
  ])('%s is refused', async (_, body, options, rule) => {
    const { outcome } = await fetched({ 'tradestats-trade kor': body }, KOREA, options);

    expect(outcome).toMatchObject({ code: `source.${rule}` });
  });

  test('to a code that does not exist says where it led', async () => {
    const options = { status: 302, location: '/WITSAPIError.aspx' };
    const { outcome } = await fetched({ 'tradestats-trade kor': '' }, KOREA, options);

    expect(String(outcome)).toContain('HTTP 302: /WITSAPIError.aspx');
  });

  test.each([
    ['about another importer', changed('"KOR"', '"PRK"'), 'echo'],
    ['about another exporter', changed('"JPN"', '"CHN"'), 'echo'],
    ['about other goods', changed('"Total"', '"84-85_MachElec"'), 'echo'],
    ['about another indicator', changed('"MPRT-TRD-VL"', '"XPRT-TRD-VL"'), 'echo'],
    ['by another frequency', changed('{"id":"A"', '{"id":"M"'), 'echo'],
    ['that tells a figure twice', changed('{"id":"USA"', '{"id":"JPN"'), 'duplicate'],
    ['with a place where nothing is', changed('"0:0:1:0:0"', '"0:0:9:0:0"'), 'shape'],
    ['with a key of another length', changed('"0:0:1:0:0"', '"0:0:1:0"'), 'shape'],
    ['of a quarter', changed('"2023","name"', '"2023-Q1","name"'), 'shape'],
    ['below zero', changed('47646785.98', '-1'), 'shape'],
  ])('%s is refused', async (_, answers, rule) => {
    expect((await fetched(answers)).outcome).toMatchObject({ code: `source.${rule}` });
  });

  test('of tariffs must be of the code by which it is really answered', async () => {
    const tariffs = ANSWERS['tradestats-tariff kor'].replace('"999999"', '"Total"');
    const { outcome } = await fetched({ ...ANSWERS, 'tradestats-tariff kor': tariffs });

    expect(outcome).toMatchObject({ code: 'source.echo' });
  });

  test('in single dollars, where thousands are meant, is implausible beside what is stored', async () => {
    const before = await toldOfJapan(ANSWERS);
    const after = await toldOfJapan(changed('47646785.98', '47646785980'));
    const { plausibility } =
      settingsSchema.shape.sources.parse({
        wits: { schedule: 'rate(7 days)', timeZone: 'UTC', historyFrom: '2015-01' },
      })['wits'] ?? {};
    if (!plausibility) throw new Error('no plausibility');
    const knownAt = instant('2026-11-25T07:00:00Z');
    const stored = before.map((found) => ({
      ...found,
      ...{ knownAt: instant('2026-11-18T07:00:00Z'), run: 'before', print: 1 },
    }));

    expect(
      decideChanges({ incoming: after, current: stored, plausibility, knownAt, run: 'now' }),
    ).toMatchObject({ kind: 'refused', rule: 'implausible' });
  });
});
