import type * as z from '../../../shared/domain/zod.ts';
import { type Json, refTo } from './component.ts';
import { COMPONENTS } from './components.ts';
import { EXAMPLES } from './examples.ts';
import { OPERATIONS } from './operations.ts';
import type { RouteName } from './words.ts';

/** Where the document has a schema, by its name. */
export function componentOf(schema: z.ZodMiniType): Json {
  const [name] = Object.entries(COMPONENTS).find(([, of]) => of.schema === schema) ?? [];
  if (!name) throw new Error('every answer must be a component of the document');
  return refTo(name);
}

/** What is answered when all is well, by media type, with a part of a real answer. */
export async function contentOf(name: RouteName): Promise<Json> {
  const { answer, csv, mediaType } = OPERATIONS[name];
  const { request = '', json, lines } = EXAMPLES[name] ?? {};
  const example = (value: unknown): Json =>
    value === undefined ? {} : { examples: { part: { summary: `Part of ${request}`, value } } };
  const text = lines?.join('\n');
  if (mediaType) {
    const [type = ''] = mediaType.split(';');
    const schema = type === 'application/json' ? { type: 'object' } : { type: 'string' };
    return { [type]: { schema, ...example(text) } };
  }
  if (!answer) return {};
  const content = { 'application/json': { schema: componentOf(answer), ...example(json) } };
  if (!csv) return content;
  const { columns } = await csv();
  const schema = { type: 'string', description: `The columns: ${columns.join(', ')}.` };
  return { ...content, 'text/csv': { schema, ...example(text ?? columns.join(',')) } };
}
