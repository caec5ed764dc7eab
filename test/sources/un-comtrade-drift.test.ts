import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../shared/domain/observation.ts';
import { type Pair, pair } from '../../shared/domain/pair.ts';
import { frequencyOf, type Period, period } from '../../shared/domain/period.ts';
import { unComtrade } from '../../shared/sources/un-comtrade.ts';
import { COMTRADE_AREAS } from '../../shared/sources/un-comtrade-areas.ts';
import { serveLoopback } from '../support/loopback.ts';
import { sourceContext } from '../support/source-context.ts';

interface Row {
  readonly [field: string]: unknown;
}

function specimenRows(name: string): Row[] {
  const text = readFileSync(new URL(`../specimens/un-comtrade/${name}`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { data: Row[] }).data;
}

/** Asks about these pairs in one period and gets these rows. */
async function fetching(
  data: readonly Row[],
  pairs: readonly Pair[],
  of: Period,
): Promise<Observation[]> {
  const app = new Hono();
  app.all('*', (c) => c.json({ elapsedTime: '0.05 secs', count: data.length, data, error: '' }));
  const frequency = frequencyOf(of) === 'A' ? 'A' : 'M';
  const targets = pairs.map((wanted) => ({ pair: wanted, frequency, from: of, to: of }) as const);
  return unComtrade.fetch({ targets }, sourceContext({ baseUrl: await serveLoopback(app) }));
}

/** As the preview answers since March 2026 where `cmdCode` is left out: four-digit headings, until the answer is full. */
function mixedRows(totals: readonly Row[], length: number): Row[] {
  return Array.from({ length }, (_, index) => {
    const total = totals[index % totals.length] ?? {};
    const parts = Math.ceil(length / totals.length);
    const heading = String(101 + Math.floor(index / totals.length)).padStart(4, '0');
    return { ...total, cmdCode: heading, primaryValue: Number(total['primaryValue']) / parts };
  });
}

describe('a server that changes what it sends', () => {
  const totals = specimenRows('us-2026-06.json');
  const pairs = [pair('US-JP'), pair('US-KR')];
  const june = period('2026-06');

  test('500 rows of mixed headings are refused as cut', async () => {
    await expect(fetching(mixedRows(totals, 500), pairs, june)).rejects.toMatchObject({
      code: 'source.cut',
    });
  });

  test('one row fewer, and they are refused as not asked for', async () => {
    await expect(fetching(mixedRows(totals, 499), pairs, june)).rejects.toMatchObject({
      code: 'source.echo',
      message: expect.stringContaining('cmdCode 0101'),
    });
  });
});

const JOB = new URL('../../../shared/data/comtrade/weiqi_bilateral_2024_', import.meta.url).href;

/** One unattended job's tables of balances, before and after the server changed: | partner | exports | imports | … |. */
describe.skipIf(!existsSync(new URL(`${JOB}good/`)))(
  'the tables of a job that did not look',
  () => {
    const areas = new Map(Object.entries(COMTRADE_AREAS).map(([iso, code]) => [code, iso]));

    function tables(quality: 'good' | 'corrupt'): { reporter: string; file: URL }[] {
      // A skipped suite is collected all the same.
      if (!existsSync(new URL(`${JOB}${quality}/`))) return [];
      return readdirSync(new URL(`${JOB}${quality}/`))
        .filter((name) => name.endsWith('-balance-2024.md'))
        .map((name) => ({
          reporter: areas.get(Number.parseInt(name, 10)) ?? '',
          file: new URL(`${JOB}${quality}/${name}`),
        }));
    }

    /** What the job summed, as the totals that it took it for, with the text of each figure. */
    function rowsOf({ reporter, file }: { reporter: string; file: URL }) {
      const lines = readFileSync(file, 'utf8').matchAll(/^\| (\d+) \| ([\d.]+) \| ([\d.]+) \|/gm);
      return [...lines].flatMap(([, partner, exports = '', imports = '']) => {
        const partnerCode = Number(partner);
        const iso = areas.get(partnerCode);
        if (iso === undefined) return [];
        const [like = {}] = specimenRows('japan-2023.json');
        const common = { ...like, reporterCode: COMTRADE_AREAS[reporter], partnerCode };
        return [
          {
            ...common,
            iso,
            flowCode: 'X',
            primaryValue: Number(exports),
            fobvalue: null,
            text: exports,
          },
          {
            ...common,
            iso,
            flowCode: 'M',
            primaryValue: Number(imports),
            fobvalue: null,
            text: imports,
          },
        ];
      });
    }

    function pairsOf(reporter: string, rows: readonly { iso: string }[]): Pair[] {
      return [...new Set(rows.map(({ iso }) => pair(`${reporter}-${iso}`)))];
    }

    test.each(tables('good'))(
      'those of $reporter before the change are accepted',
      async (table) => {
        const rows = rowsOf(table);
        expect(rows.length).toBeGreaterThan(20);
        const pairs = pairsOf(table.reporter, rows);
        const observations = await fetching(rows, pairs, period('2023'));
        expect(observations.map(({ value }) => value.toFixed())).toEqual(
          rows.map(({ text }) => text),
        );
      },
    );

    test.each(tables('corrupt'))('those of $reporter after it are refused', async (table) => {
      const totals = rowsOf(table);
      const pairs = pairsOf(table.reporter, totals);
      const full = mixedRows(totals, 500);
      await expect(fetching(full, pairs, period('2023'))).rejects.toMatchObject({
        code: 'source.cut',
      });
      const whole = mixedRows(totals, 480);
      await expect(fetching(whole, pairs, period('2023'))).rejects.toMatchObject({
        code: 'source.echo',
      });
    });
  },
);
