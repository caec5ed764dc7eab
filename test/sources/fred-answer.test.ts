import { describe, expect, it } from 'vitest';
import type { Observation } from '../../shared/domain/observation.ts';
import {
  type Answer,
  exportsOf,
  fetching,
  KEY,
  type Row,
  refusal,
  row,
  specimen,
} from '../support/fred.ts';

/** The specimen of the exports series with another word about itself. */
function described(as: Record<string, string>): Answer {
  return ({ pathname }) => {
    if (pathname.endsWith('/observations')) return;
    const body = JSON.parse(specimen('series-EXPKR.json'));
    Object.assign(body.seriess[0], as);
    return Response.json(body);
  };
}

describe('an answer in pages', () => {
  const rows = [row('2026-05-01', '2026-07-07', '1'), row('2026-06-01', '2026-08-04', '2')];
  const paged =
    (of: readonly Row[], count: number): Answer =>
    (url) => {
      const offset = Number(url.searchParams.get('offset'));
      return exportsOf(of.slice(offset, offset + 1), { count, offset })(url);
    };

  it('is read to its end', async () => {
    const { asked, outcome } = await fetching(paged(rows, 2));
    expect(
      (outcome as Observation[]).filter(({ indicator }) => indicator === 'exports'),
    ).toHaveLength(2);
    const offsets = asked.map(({ searchParams }) => searchParams.get('offset'));
    expect(offsets).toEqual([null, '0', '1', null, '0']);
  });

  it('that ends before it should is refused', async () => {
    expect(await refusal(paged(rows, 3))).toContain('2 of 3 rows of EXPKR');
  });

  it('that is not the page that was asked for is refused', async () => {
    expect(await refusal(exportsOf(rows, { offset: 7 }))).toContain(
      'offset of EXPKR must be 0, got: 7',
    );
  });
});

describe('an answer that must not be used', () => {
  it.each([
    [{ units: 'Billions of Dollars' }, 'units of EXPKR must be Millions of Dollars'],
    [
      { seasonal_adjustment_short: 'SA' },
      'seasonal_adjustment_short of EXPKR must be NSA, got: SA',
    ],
    [{ frequency_short: 'A' }, 'frequency_short of EXPKR must be M'],
    [{ id: 'EXPJP' }, 'id of EXPKR must be EXPKR, got: EXPJP'],
    [{ title: 'U.S. Exports of Goods by F.A.S. Basis to Japan' }, 'title of EXPKR must be'],
    [{ title: 'U.S. Exports of Services to South Korea' }, 'title of EXPKR must be'],
  ])('is about a series that is not what its id is taken for: %j', async (as, why) => {
    expect(await refusal(described(as))).toContain(why);
  });

  it.each([
    [{ realtime_start: '2026-01-01' }, 'realtime_start'],
    [{ units: 'pch' }, 'units'],
    [{ output_type: 2 }, 'output_type'],
    [{ count: 'many' }, 'count'],
  ])('is of another shape than was asked for: %j', async (envelope, named) => {
    expect(await refusal(exportsOf([], envelope))).toContain(named);
  });

  it.each(['n/a', '1,000', '1e3', ''])('has %j for a value', async (value) => {
    expect(await refusal(exportsOf([row('2026-05-01', '2026-07-07', value)]))).toContain('value');
  });

  it.each(['2026-05-15', '2026-04-01', '2026-08-01'])('is dated %s', async (date) => {
    expect(await refusal(exportsOf([row(date, '2026-07-07', '1')]))).toContain(
      `date ${date} of EXPKR`,
    );
  });

  it('says two things of one month on one day', async () => {
    const twice = [row('2026-05-01', '2026-07-07', '1'), row('2026-05-01', '2026-07-07', '2')];
    expect(await refusal(exportsOf(twice))).toContain('two of 2026-05 2026-07-07');
  });

  it('is a 400 with the reason in words, as JSON or as XML', async () => {
    const bad =
      (name: string): Answer =>
      () =>
        new Response(specimen(name), { status: 400 });
    expect(await refusal(bad('error-series.json'))).toContain(
      'HTTP 400: Bad Request. The series does not exist.',
    );
    expect(await refusal(bad('error-series.xml'))).toContain('The series does not exist.');
    expect(await refusal(bad('error-vintages.json'))).toContain('There are 2004 vintage dates');
    expect(await refusal(() => new Response('<html>Busy</html>'))).toContain(
      'got: <html>Busy</html>',
    );
  });
});

describe('the key', () => {
  it('that FRED does not know is told as such, though the status is that of any mistake', async () => {
    const answer: Answer = () => new Response(specimen('error-key.json'), { status: 400 });
    expect(await refusal(answer)).toMatch(
      /^SourceKeyRefused fred: the key is refused: .*not registered/,
    );
  });

  it.each(['', 'short', KEY.toUpperCase(), `${KEY}0`])(
    'of another form, %j, is not sent',
    async (apiKey) => {
      const { asked, outcome } = await fetching(undefined, { apiKey });
      expect(asked).toEqual([]);
      expect(String(outcome)).toContain('a key of 32 lower-case letters and digits is needed');
      expect(apiKey !== '' && String(outcome).includes(apiKey)).toBe(false);
    },
  );

  it.each<[string, Answer]>([
    [
      'an error that quotes it',
      () => Response.json({ error_message: `no api_key ${KEY}` }, { status: 400 }),
    ],
    ['another that does', () => new Response(`/fred/series?api_key=${KEY}`, { status: 403 })],
    ['a page that does', () => new Response(`<a href="?api_key=${KEY}">`)],
    [
      'a redirect',
      () => new Response(null, { status: 302, headers: { location: `/?api_key=${KEY}` } }),
    ],
    ['a server that fails', () => new Response(`api_key=${KEY}`, { status: 500 })],
    ['a value that is none', exportsOf([row('2026-05-01', '2026-07-07', KEY)])],
  ])('never gets out: not by %s', async (_, answer) => {
    const { outcome } = await fetching(answer);
    expect(outcome).toBeInstanceOf(Error);
    expect(everything(outcome)).not.toContain(KEY);
  });
});

/** All that an error says, with its causes. */
function everything(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.stack} ${JSON.stringify(error)} ${everything(error.cause)}`;
}
