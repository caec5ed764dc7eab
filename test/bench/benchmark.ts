/** What a figure has to keep to: at least or at most so much. */
interface Target {
  readonly least?: number;
  readonly most?: number;
}

/** A figure of the table. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  /** `x` for a ratio to a floor. */
  readonly unit: string;
  /** Left out where the figure is only told. */
  readonly target?: Target;
  /** What was held against what, and how much of it there was. */
  readonly of: string;
}

/**
 * Something that is measured. What is counted is the same on every run and machine, and `npm test` holds it to its target;
 * what is timed is a ratio to a floor that is timed in the same run, in turn with it.
 */
export interface Benchmark {
  readonly name: string;
  readonly kind: 'counted' | 'timed';
  measure(): Promise<readonly Figure[]>;
}

export function meets({ value, target }: Figure): boolean {
  const { least = -Infinity, most = Infinity } = target ?? {};
  return value >= least && value <= most;
}

export function targetInWords({ target, unit }: Figure): string | null {
  if (target?.least !== undefined) return `>= ${target.least} ${unit}`;
  return target?.most === undefined ? null : `<= ${target.most} ${unit}`;
}
