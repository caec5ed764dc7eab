import type { Instant } from '../../shared/domain/observation.ts';
import { nextVersion, type RuleDefinition } from '../../shared/domain/rule.ts';
import type { StoredRule } from '../../shared/store/rules.ts';

/** What a rule that is put, or deleted, comes to. */
export type Decision =
  | { readonly kind: 'created' | 'changed'; readonly write: StoredRule }
  | { readonly kind: 'unchanged'; readonly rule: StoredRule };

/**
 * The same definition is no new version. What the deployment's settings last said is kept beside an edit, so that the edit
 * survives a deployment whose settings did not change.
 */
export function decidePut(
  definition: RuleDefinition,
  before: StoredRule | undefined,
  writtenAt: Instant,
): Decision {
  const isThere = before !== undefined && !before.retired;
  if (isThere && isSame(definition, before)) return { kind: 'unchanged', rule: before };
  const write = {
    ...nextVersion(before, definition),
    settings: before?.settings ?? null,
    writtenAt,
  };
  return { kind: isThere ? 'changed' : 'created', write };
}

/** A rule is retired, not removed: alerts name it. One that is retired already stays as it is. */
export function decideDelete(before: StoredRule, writtenAt: Instant): Decision {
  if (before.retired) return { kind: 'unchanged', rule: before };
  const write = { ...before, version: before.version + 1, retired: true, writtenAt };
  return { kind: 'changed', write };
}

/** Both were parsed by one schema, which puts their members in one order. */
function isSame(definition: RuleDefinition, before: StoredRule): boolean {
  const {
    version: _,
    retired: __,
    inForceSince: ___,
    settings: ____,
    writtenAt,
    ...known
  } = before;
  return JSON.stringify(known) === JSON.stringify(definition);
}
