import type { RuleDefinition } from '../../../shared/domain/rule.ts';
import type { Settings } from '../../../shared/domain/settings.ts';
import { compressed, LONGEST_AS_IT_IS } from '../../../shared/platform/packed.ts';
import type { Config } from '../../config.ts';
import type { Template } from '../../local/template-resources.ts';

/** Bytes of what a deployment carries, by the watched series and the rules. */
export type Carried = (series: number, rules: number) => number;

/** As much as settles what one more takes once they are compressed. */
const SAMPLE = 2000;

/** What the settings come to as an item of the table, as the event of their custom resource, and in the template. */
export function deploymentBytes(
  { settings }: Config,
  template: Template,
): { readonly item: Carried; readonly event: Carried; readonly template: Carried } {
  const inTemplate = carried(settings, createAndUpdate);
  const rest = text(template) - createAndUpdate(settings);
  return {
    item: carried(settings, (form) => text(JSON.stringify(form))),
    // CloudFormation sends the new properties and, in an update, the old ones with them.
    event: carried(settings, (form) => 2 * createAndUpdate(form)),
    template: (series, rules) => inTemplate(series, rules) + rest,
  };
}

/** The call to be made stands twice among the properties, as JSON in JSON in JSON. */
function createAndUpdate(form: unknown): number {
  const Payload = JSON.stringify({ deployment: form });
  return 2 * text(JSON.stringify({ parameters: { Payload } }));
}

/** As it is or compressed, as the deployment does it. */
function carried(settings: Settings, sizeOf: (form: unknown) => number): Carried {
  const json = grown(settings, text);
  const asItIs = grown(settings, sizeOf);
  const packed = grown(settings, (of) => sizeOf(compressed(of)));
  return (series, rules) =>
    (json(series, rules) <= LONGEST_AS_IT_IS ? asItIs : packed)(series, rules);
}

/** With nothing watched, and for each series and each rule more. */
function grown(settings: Settings, sizeOf: (settings: Settings) => number): Carried {
  const [rule] = [...settings.rules].sort((a, b) => text(b) - text(a));
  const nothing = { ...settings, pairs: {}, rules: [] };
  const base = sizeOf(nothing);
  const pairs = pairsOf(SAMPLE);
  const watched = sizeOf({ ...nothing, pairs });
  const ruled = rule ? sizeOf({ ...nothing, pairs, rules: rulesLike(rule) }) - watched : 0;
  return (series, rules) => base + ((watched - base) / SAMPLE) * series + (ruled / SAMPLE) * rules;
}

function pairsOf(count: number): Settings['pairs'] {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [pairAt(index), { M: 'un-comtrade' }]),
  );
}

/** As unlike one another as those of a watch list are, so that compressing them is no easier. */
function rulesLike(rule: RuleDefinition): RuleDefinition[] {
  return Array.from({ length: SAMPLE }, (_, index) => {
    const pair = pairAt(index);
    const below = -scattered(index, 100_000_000_000);
    return {
      ...rule,
      id: `${pair.toLowerCase().replace(':', '-')}-line`,
      pair,
      fires: { below },
      clears: below + scattered(index + 1, 10_000_000_000),
    };
  });
}

function pairAt(index: number): RuleDefinition['pair'] {
  const letters = [26 ** 3, 26 ** 2, 26, 1].map((place) =>
    String.fromCharCode(65 + (Math.floor(scattered(index, 26 ** 4) / place) % 26)),
  );
  const [a, b, c, d] = letters;
  return `${a}${b}-${c}${d}:${10 + scattered(index, 90)}` as RuleDefinition['pair'];
}

/** A whole number below `most`, another one for each index and always the same: a multiple of the golden ratio's fraction. */
function scattered(index: number, most: number): number {
  return Math.floor((((index + 1) * 0.618_033_988_749_894_8) % 1) * most);
}

function text(of: unknown): number {
  return Buffer.byteLength(JSON.stringify(of));
}
