import { textTable } from '../../infra/commands/text-table.ts';
import { type Figure, meets, targetInWords } from './benchmark.ts';

export function printedFigures(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    shown(figure.value),
    figure.unit,
    targetInWords(figure) ?? '',
    verdict(figure),
    figure.of,
  ]);
  return `${textTable([['name', 'value', 'unit', 'target', '', 'of'], ...rows], [1])}\n`;
}

/** For programs; a figure without a target is ok whatever it is, and its target null. */
export function figuresAsJson(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => ({
    name: figure.name,
    value: rounded(figure.value),
    unit: figure.unit,
    target: targetInWords(figure),
    ok: meets(figure),
  }));
  return `${JSON.stringify(rows, null, 2)}\n`;
}

function verdict(figure: Figure): string {
  if (!figure.target) return '';
  return meets(figure) ? 'ok' : 'missed';
}

function shown(value: number): string {
  return rounded(value).toLocaleString('en-US', { maximumFractionDigits: 4 });
}

/** To as many digits as mean something. */
function rounded(value: number): number {
  const digits = value < 0.1 ? 4 : 2;
  return Number(value.toFixed(value >= 100 ? 0 : digits));
}
