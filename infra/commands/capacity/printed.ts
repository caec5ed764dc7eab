import { dollars, figure, textTable } from '../text-table.ts';
import type { Growth } from './simulation.ts';

const GB = 1024 ** 3;

/** The simulation as the command prints it. */
export function printedGrowth({ chapters, sizes, standings }: Growth): string {
  const goods =
    chapters === 0
      ? 'all goods from the IMF'
      : `all goods and ${figure(chapters)} chapters from UN Comtrade`;
  const header = [
    `Pairs, ${goods} of each`,
    ...sizes.map(({ scale }) => figure(scale.pairs)),
    'most',
    'met at',
  ];
  const facts = [
    ['economies', ...sizes.map(({ economies }) => figure(economies))],
    ['watched series', ...sizes.map(({ series }) => figure(series))],
    ['GB stored after ten years', ...sizes.map(({ storedBytes }) => figure(storedBytes / GB))],
    ['US dollars a month', ...sizes.map(({ monthly }) => dollars(monthly, 2))],
    ['US dollars for the first load', ...sizes.map(({ firstLoad }) => dollars(firstLoad, 2))],
  ].map((row) => [...row, '', '']);
  const rows = standings.map(({ limit, loads, metAt }, index) => [
    `${index + 1}. ${limit.name}: ${limit.unit}`,
    ...loads.map((load) => `${figure(load)}${load > limit.most ? ' !' : ''}`),
    figure(limit.most),
    metAt === undefined ? '-' : pairsText(metAt),
  ]);
  return `${textTable([header, ...facts, ...rows], [1, 2, 3, 4, 5, 6])}\n`;
}

/** What is switched on once a limit is met, in the order in which they are. */
export function printedRemedies(growths: readonly Growth[]): string {
  const [first] = growths;
  const met = (first?.standings ?? []).flatMap(({ limit }, index) => {
    const at = growths.flatMap(({ standings }) => standings[index]?.metAt ?? []);
    return at.length > 0 ? [{ limit, number: index + 1, at: Math.min(...at) }] : [];
  });
  const remedies = Map.groupBy(
    met.toSorted((a, b) => a.at - b.at),
    ({ limit }) => limit.remedy,
  );
  const lines = [...remedies].map(([remedy, of]) => {
    const numbers = of.map(({ number }) => number).join(', ');
    return `  from ${pairsText(of[0]?.at ?? 0)} on (${numbers}): ${remedy}`;
  });
  return ['What is done then:', ...lines].join('\n');
}

function pairsText(count: number): string {
  return count === 1 ? 'the first pair' : `${figure(count)} pairs`;
}
