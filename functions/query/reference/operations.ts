import type * as z from '../../../shared/domain/zod.ts';
import type { BodyShape } from '../../../shared/platform/json-body.ts';
import { CONTRACTS } from '../contracts.ts';
import { FOREIGN_CONTRACTS } from './foreign-contracts.ts';
import type { RouteName } from './words.ts';

/** A contract of whatever kind, as far as the document tells of it. */
export interface Operation {
  readonly method?: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly parameters?: z.ZodMiniType;
  readonly body?: BodyShape<unknown>;
  readonly answer?: z.ZodMiniType;
  readonly csv?: () => Promise<{ readonly columns: readonly string[] }>;
  readonly mediaType?: string;
  readonly isSigned?: boolean;
}

export const OPERATIONS: Readonly<Record<RouteName, Operation>> = {
  ...CONTRACTS,
  ...FOREIGN_CONTRACTS,
};

export const OPERATION_NAMES = Object.keys(OPERATIONS) as RouteName[];

export function methodOf({ method }: Operation): string {
  return (method ?? 'GET').toLowerCase();
}
