import type * as z from '../../../shared/domain/zod.ts';

/** A JSON Schema, or any other part of the document. */
export type Json = { [member: string]: unknown };

/** Where a component stands in the document. */
export function refTo(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

/** What a component is called, what it is, and what each of its members is. */
export interface Component {
  readonly schema: z.ZodMiniType;
  readonly description: string;
  readonly members: Readonly<Record<string, string>>;
  /** What zod cannot say of a schema that is a function. */
  readonly form?: Json;
}

type MembersOf<Answer> = Answer extends unknown ? keyof Answer & string : never;

/** Described as far as its last member, or it does not compile. */
export function described<Schema extends z.ZodMiniType>(
  schema: Schema,
  description: string,
  members: Readonly<Record<MembersOf<z.output<Schema>>, string>>,
): Component {
  return { schema, description, members };
}

export function word(schema: z.ZodMiniType, description: string, form: Json = {}): Component {
  return { schema, description, members: {}, form };
}

export const PERIOD = 'The period that it is about.';
export const VINTAGE =
  'When it became known: the time of the run that brought the last of what went in.';
export const UNIT = '`USD`, `percent` or `ratio`.';
export const NOTES = 'What a reader must know beside the figures: coverage, citation.';
