import { ruleSchema } from '../../../shared/domain/rule.ts';
import { CONFIRMATION, FAREWELL, WISH } from '../../../shared/domain/subscription-bodies.ts';
import * as z from '../../../shared/domain/zod.ts';
import { WHAT_IF_BODY } from '../what-if/body.ts';
import { type Json, refTo } from './component.ts';
import { COMPONENTS } from './components.ts';
import { MAIL_MEMBERS } from './components-of-mail.ts';
import { RULE_MEMBERS } from './components-of-rules.ts';
import { WHAT_IF_MEMBERS } from './components-of-what-if.ts';

/** The schemas of the answers, as zod says them, with words beside each member. */
export function componentSchemas(): Record<string, Json> {
  const registry = z.registry<Json>();
  for (const [id, { schema, description, form }] of Object.entries(COMPONENTS)) {
    registry.add(schema, { id, description, ...form });
  }
  const { schemas } = z.toJSONSchema(registry, {
    metadata: registry,
    uri: (id) => refTo(id)['$ref'] as string,
    unrepresentable: 'any',
  });
  return Object.fromEntries(
    Object.entries(COMPONENTS).map(([id, { members }]) => {
      const schema = tidy(schemas[id]);
      describeMembers(schema, members);
      return [id, schema];
    }),
  );
}

/** What a contract takes, by name: each parameter's schema, without those that are functions inside. */
export function parameterSchemas(schema: z.ZodMiniType): Record<string, Json> {
  const forms = z.registry<Json>();
  for (const { schema: of, form } of Object.values(COMPONENTS)) if (form) forms.add(of, form);
  const { properties } = tidy(
    z.toJSONSchema(schema, { metadata: forms, io: 'input', unrepresentable: 'any' }),
  );
  return (properties ?? {}) as Record<string, Json>;
}

/** What each operation with a body wants to be sent, by the name that it has in the document. */
export const BODIES = {
  putRule: { name: 'RuleDefinition', schema: ruleSchema, members: RULE_MEMBERS },
  whatIf: { name: 'TariffWish', schema: WHAT_IF_BODY.schema, members: WHAT_IF_MEMBERS },
  subscribe: { name: 'Wish', schema: WISH.schema, members: MAIL_MEMBERS },
  confirm: { name: 'Confirmation', schema: CONFIRMATION.schema, members: MAIL_MEMBERS },
  unsubscribe: { name: 'Farewell', schema: FAREWELL.schema, members: MAIL_MEMBERS },
} as const;

/** A rule before it is written needs no name. */
export const UNNAMED_RULE = 'UnnamedRule';

export function bodySchemas(): Record<string, Json> {
  const registry = z.registry<Json>();
  for (const [id, { schema, members, form }] of Object.entries(COMPONENTS)) {
    // What is a word for itself reads the same when it is sent.
    if (Object.keys(members).length === 0) registry.add(schema, { id, ...form });
  }
  for (const { name, schema } of Object.values(BODIES)) registry.add(schema, { id: name });
  const { schemas } = z.toJSONSchema(registry, {
    metadata: registry,
    io: 'input',
    uri: (id) => refTo(id)['$ref'] as string,
    unrepresentable: 'any',
  });
  const sent = Object.fromEntries(
    Object.values(BODIES).map(({ name, members }) => {
      const schema = tidy(schemas[name]);
      describeMembers(schema, members);
      return [name, schema];
    }),
  );
  const named = sent[BODIES.putRule.name] ?? {};
  const required = (named['required'] as string[]).filter((member) => member !== 'id');
  return { ...sent, [UNNAMED_RULE]: { ...named, required } };
}

function describeMembers(schema: Json, members: Readonly<Record<string, string>>): void {
  const variants = (schema['anyOf'] ?? [schema]) as Json[];
  for (const { properties } of variants) {
    for (const [name, property] of Object.entries((properties ?? {}) as Record<string, Json>)) {
      if (members[name]) property['description'] = members[name];
    }
  }
}

/** Leaves out what says nothing in OpenAPI, the patterns of dates, which their format says, and the bounds of any integer. */
function tidy(schema: unknown): Json {
  return JSON.parse(JSON.stringify(schema), function (this: Json, name: string, value: unknown) {
    if (name === '$schema' || name === '$id' || name === '~standard') return undefined;
    if (name === 'pattern' && typeof this['format'] === 'string') return undefined;
    if (this['type'] === 'integer' && Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER) {
      return undefined;
    }
    return value;
  }) as Json;
}
