import type { Facts } from './facts.ts';
import { limitsOfDeployment } from './limits-of-deployment.ts';
import { limitsOfReaders } from './limits-of-readers.ts';
import { limitsOfSources } from './limits-of-sources.ts';
import { limitsOfTable } from './limits-of-table.ts';
import type { Scale } from './scale.ts';

/** Something that cannot grow for ever. */
export interface Limit {
  readonly name: string;
  readonly unit: string;
  readonly most: number;
  /** Where the number is from. */
  readonly source: string;
  /** How much of it is taken; grows with what is watched. */
  load(scale: Scale): number | Promise<number>;
  /** What is done once it is met. */
  readonly remedy: string;
}

export function limitsOf(facts: Facts): Limit[] {
  return [
    ...limitsOfSources(facts),
    ...limitsOfDeployment(facts),
    ...limitsOfTable(facts),
    ...limitsOfReaders(facts),
  ];
}
