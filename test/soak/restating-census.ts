import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as z from 'zod';

/** The Census Bureau's API with figures that are restated again and again: what stands before it, and a hand that restates. */
export interface RestatingCensus {
  readonly url: string;
  /** Restates a month of a country, of the last two years, to another figure than it had. */
  restate(): void;
  stop(): Promise<void>;
}

const COUNTRIES = ['5700', '5800', '5880'];
/** Of a month's figures, in hundredths: by so much that lines are crossed, and by less than an answer is refused for. */
const HUNDREDTHS = [100, 70, 130, 101, 160];

const tableSchema = z.array(z.array(z.string().nullable()));

export async function openRestatingCensus(original: string): Promise<RestatingCensus> {
  const hundredthsOf = new Map<string, number>();
  let restatements = 0;
  const server = createServer(async (request, response) => {
    const answer = await fetch(`${original}${request.url}`);
    const text = await answer.text();
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(text ? restated(text, hundredthsOf) : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    restate() {
      restatements += 1;
      const country = COUNTRIES[restatements % COUNTRIES.length];
      // Two months, so that a restatement is followed by others of the same months and is taken back by some.
      const month = restatements % 2 === 0 ? '2026-06' : '2026-03';
      const key = `${country} ${month}`;
      const before = HUNDREDTHS.indexOf(hundredthsOf.get(key) ?? 100);
      hundredthsOf.set(key, HUNDREDTHS[(before + 1) % HUNDREDTHS.length] ?? 100);
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function restated(text: string, hundredthsOf: ReadonlyMap<string, number>): string {
  const [header = [], ...rows] = tableSchema.parse(JSON.parse(text));
  const [time, country] = [header.indexOf('time'), header.indexOf('CTY_CODE')];
  return JSON.stringify([
    header,
    ...rows.map((row) => {
      const hundredths = hundredthsOf.get(`${row[country]} ${row[time]}`) ?? 100;
      return row.map((cell, at) =>
        header[at]?.endsWith('_MO') && cell
          ? String((BigInt(cell) * BigInt(hundredths)) / 100n)
          : cell,
      );
    }),
  ]);
}
