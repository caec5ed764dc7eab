import { createHash } from 'node:crypto';
import type { ComtradeFigure } from '../figures/comtrade-annual.ts';
import { AREAS, type ComtradeWireRow } from './un-comtrade-row.ts';

/**
 * What availability says of a dataset, one reporter's year: how large it is, what its content adds up to, and when it was released,
 * first and last, without a zone. Figures of one dataset are given together; how the server adds up is not known.
 */
export function datasetRow(figures: readonly ComtradeFigure[]): ComtradeWireRow[] {
  const [first] = figures;
  const reporter = first && AREAS[first.reporter];
  if (!first || !reporter) return [];
  const released = figures.map((figure) => figure.released).sort();
  const period = Number(first.period);
  return [
    {
      datasetCode: Number(`20${reporter.code}${period}0001001`),
      typeCode: 'C',
      freqCode: 'A',
      period,
      reporterCode: reporter.code,
      reporterISO: reporter.iso,
      reporterDesc: reporter.name,
      classificationCode: 'H6',
      classificationSearchCode: 'HS',
      isOriginalClassification: true,
      totalRecords: figures.length * 2,
      datasetChecksum: checksumOf(figures),
      firstReleased: withoutZone(released[0]),
      lastReleased: withoutZone(released.at(-1)),
    },
  ];
}

/** A signed number of 32 bits, as the server's are. */
function checksumOf(figures: readonly ComtradeFigure[]): number {
  return createHash('sha256').update(JSON.stringify(figures)).digest().readInt32BE();
}

function withoutZone(at: string | undefined): string | null {
  return at?.replace('Z', '') ?? null;
}
