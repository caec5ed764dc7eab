import { createHash } from 'node:crypto';
import type { Observation } from '../../shared/domain/observation.ts';
import type { Marks, Source, SourceContext, SourceRequest } from '../../shared/sources/source.ts';
import { readMarks, type SeenMarks } from '../../shared/store/marks.ts';
import type { Table } from '../../shared/store/table.ts';

export interface Asking {
  readonly table: Table;
  /** Which part of a poll: each has marks of its own. */
  readonly part: string;
  /** Whether what is marked as unchanged need not be asked. */
  readonly trustsMarks: boolean;
}

/**
 * Asks for all targets, or only for what the source does not mark as unchanged since exactly the same was asked. A mark is the
 * source's word, and its figures are the fact: polls that are made whatever is expected do not take it, so that a figure that changed under
 * an old mark is found a week later.
 */
export async function askSource(
  source: Source,
  request: SourceRequest,
  context: SourceContext,
  { table, part, trustsMarks }: Asking,
): Promise<{ readonly answer: readonly Observation[]; readonly seen?: SeenMarks }> {
  if (!source.fetchChanged) return { answer: await source.fetch(request, context) };
  const stored = await readMarks(table, source.id, part);
  const asked = hashOf(request);
  const known = trustsMarks && stored?.asked === asked ? stored.marks : {};
  const { observations: answer, marks } = await source.fetchChanged(request, known, context);
  const seen = { source: source.id, part, asked, marks };
  return isNews(seen, stored) ? { answer, seen } : { answer };
}

/** A new pair, another month and a history that is wanted in full are asked for otherwise, and are marked by nothing yet. */
function hashOf({ targets }: SourceRequest): string {
  const asked = targets.map(({ pair, frequency, from, to }) =>
    [pair, frequency, from, to].join(' '),
  );
  return createHash('sha256').update(asked.sort().join('\n')).digest('hex').slice(0, 16);
}

/** Marks that are stored are not written again, and a source that says nothing takes back nothing. */
function isNews({ asked, marks }: SeenMarks, stored: SeenMarks | undefined): boolean {
  if (Object.keys(marks).length === 0) return false;
  return stored?.asked !== asked || !areSame(stored.marks, marks);
}

function areSame(one: Marks, other: Marks): boolean {
  const parts = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...parts].every((part) => one[part] === other[part]);
}
