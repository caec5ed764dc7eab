import type * as z from '../../shared/domain/zod.ts';
import type { BodyShape } from '../../shared/platform/json-body.ts';
import type { CsvTable } from './csv.ts';

/** What a path takes. */
interface Contract<Path extends string, Parameters extends z.ZodMiniType> {
  /** GET, where it is left out. */
  readonly method?: 'POST';
  /** As API Gateway and OpenAPI write it: `/v1/pairs/{pair}`. */
  readonly path: Path;
  readonly parameters: Parameters;
}

/** A path that answers JSON and, where it is a list, a table. */
export interface JsonContract<
  Path extends string = string,
  Parameters extends z.ZodMiniType = z.ZodMiniType,
  Answer extends z.ZodMiniType = z.ZodMiniType,
> extends Contract<Path, Parameters> {
  /** Makes the answer out of what a route gives: nothing leaves that is not in it. */
  readonly answer: Answer;
  /** Loaded when it is asked for: whoever reads JSON loads no tables. */
  readonly csv?: () => Promise<CsvTable<z.output<Answer>>>;
  /** What is sent, for POST. */
  readonly body?: BodyShape<unknown>;
}

/** A path that answers a text of one media type. */
export interface TextContract<
  Path extends string = string,
  Parameters extends z.ZodMiniType = z.ZodMiniType,
> extends Contract<Path, Parameters> {
  readonly mediaType: string;
}

/** The names in braces. */
export type NamesIn<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

export function jsonAt<
  Path extends string,
  Parameters extends z.ZodMiniType,
  Answer extends z.ZodMiniType,
>(contract: JsonContract<Path, Parameters, Answer>) {
  return contract;
}

export function textAt<Path extends string, Parameters extends z.ZodMiniType>(
  contract: TextContract<Path, Parameters>,
) {
  return contract;
}
