import { describe, expect, it } from 'vitest';
import { decideRules } from '../../../functions/ingest/apply-settings.ts';
import type { RuleDefinition } from '../../../shared/domain/rule.ts';
import { ruleSchema } from '../../../shared/domain/rule.ts';
import type { StoredRule } from '../../../shared/store/rules.ts';
import { LATER } from '../../support/ingest-decisions.ts';
import { ruleText, storedRuleOf } from '../../support/rules.ts';

const above10 = ruleSchema.parse(ruleText());
const above12 = ruleSchema.parse(ruleText({ fires: { above: 12 } }));
const other = ruleSchema.parse(ruleText({ id: 'xa-xb-other' }));

/** The newest version of each rule after the settings were applied, beginning with what is stored. */
function applied(stored: readonly StoredRule[], ...wanted: RuleDefinition[]): StoredRule[] {
  const newest = new Map(stored.map((rule) => [rule.id, rule]));
  for (const rule of decideRules(wanted, stored, LATER)) newest.set(rule.id, rule);
  return [...newest.values()];
}

function inWords({ id, version, retired, fires }: StoredRule): string {
  return `${id} v${version} ${retired ? 'retired' : JSON.stringify(fires)}`;
}

/** What is written when the settings are applied. */
function written(stored: readonly StoredRule[], ...wanted: RuleDefinition[]): string[] {
  return decideRules(wanted, stored, LATER).map(inWords);
}

describe('the rules of the settings', () => {
  it('are written as first versions where there were none', () => {
    expect(decideRules([above10], [], LATER)).toEqual([
      {
        ...above10,
        version: 1,
        retired: false,
        inForceSince: 1,
        settings: JSON.stringify(above10),
        writtenAt: LATER,
      },
    ]);
  });

  it('are not written again while they stay as they are', () => {
    expect(written(applied([], above10, other), above10, other)).toEqual([]);
  });

  it('are written as the next version where a definition changed, and no other is', () => {
    const stored = applied([], above10, other);
    expect(written(stored, above12, other)).toEqual(['xa-xb-line v2 {"above":12}']);
    expect(written(applied(stored, above12, other), above12, other)).toEqual([]);
  });

  it('leave a rule as it was edited over the API until they change themselves', () => {
    const edited = applied([], above10).map((rule) => ({
      ...rule,
      fires: { above: 11 },
      version: 2,
    }));
    expect(written(edited, above10)).toEqual([]);
    expect(written(edited, above12)).toEqual(['xa-xb-line v3 {"above":12}']);
  });

  it('leave a rule alone that is of the API alone', () => {
    expect(written([storedRuleOf({ id: 'xa-xb-by-hand' })])).toEqual([]);
  });

  it('take over a rule of the API by its id', () => {
    const stored = [storedRuleOf({ fires: { above: 3 } }, { version: 4 })];
    expect(written(stored, above10)).toEqual(['xa-xb-line v5 {"above":10}']);
  });

  it('retire a rule that they leave out, once, and bring it back as a new version', () => {
    const stored = applied([], above10, other);
    expect(written(stored, other)).toEqual(['xa-xb-line v2 retired']);
    const without = applied(stored, other);
    expect(written(without, other)).toEqual([]);
    expect(written(without, above10, other)).toEqual(['xa-xb-line v3 {"above":10}']);
  });

  it('leave a rule retired that was retired over the API, until they change', () => {
    const retired = applied([], above10).map((rule) => ({ ...rule, retired: true, version: 2 }));
    expect(written(retired, above10)).toEqual([]);
    expect(written(retired, above12)).toEqual(['xa-xb-line v3 {"above":12}']);
  });

  it('bring back what was retired over the API, when they left it out in between', () => {
    const retired = applied([], above10).map((rule) => ({ ...rule, retired: true, version: 2 }));
    const without = applied(retired);
    expect(written(without)).toEqual([]);
    expect(written(without, above10)).toEqual(['xa-xb-line v4 {"above":10}']);
  });
});
