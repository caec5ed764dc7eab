import type { RuleDefinition } from '../../../shared/domain/rule.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import type { Config } from '../../config.ts';
import type { Template } from '../../local/template-resources.ts';

/** Bytes of what a deployment carries, with nothing watched, and for each watched series and each rule more. */
interface Carried {
  readonly base: number;
  readonly series: number;
  readonly rule: number;
}

/** What the settings come to as an item of the table, as the event of their custom resource, and in the template. */
export function deploymentBytes(
  { settings }: Config,
  template: Template,
): { readonly item: Carried; readonly event: Carried; readonly template: Carried } {
  const inTemplate = carried(settings, createAndUpdate);
  const rest = Buffer.byteLength(JSON.stringify(template)) - createAndUpdate(settings);
  return {
    item: carried(settings, (of) => text(of)),
    // CloudFormation sends the new properties and, in an update, the old ones with them.
    event: carried(settings, (of) => 2 * createAndUpdate(of)),
    template: { ...inTemplate, base: inTemplate.base + rest },
  };
}

/** The call to be made stands twice among the properties, as JSON in JSON in JSON. */
function createAndUpdate(settings: Settings): number {
  const Payload = JSON.stringify({ deployment: settings });
  return 2 * text(JSON.stringify({ parameters: { Payload } }));
}

function carried(settings: Settings, sizeOf: (settings: Settings) => number): Carried {
  const [rule] = [...settings.rules].sort((a, b) => text(b) - text(a));
  const nothing = { ...settings, pairs: {}, rules: [] };
  const base = sizeOf(nothing);
  // Several, so that a comma belongs to each.
  const several = 10;
  const series = sizeOf({ ...nothing, pairs: pairsOf(several) }) - base;
  const rules = rule ? sizeOf({ ...nothing, rules: copies(rule, several) }) - base : 0;
  return { base, series: series / several, rule: rules / several };
}

function pairsOf(count: number): Settings['pairs'] {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`US-A${index}:85`, { M: 'un-comtrade' }]),
  );
}

function copies(rule: RuleDefinition, count: number): RuleDefinition[] {
  return Array.from({ length: count }, () => rule);
}

function text(of: unknown): number {
  return Buffer.byteLength(JSON.stringify(of));
}
