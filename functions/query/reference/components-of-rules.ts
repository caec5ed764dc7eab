import { conditionSchema } from '../../../shared/domain/rule.ts';
import { warningForm, writtenRuleForm } from '../../../shared/domain/written-rule.ts';
import {
  firedForm,
  previewAnswer,
  ruleAnswer,
  ruleStateForm,
  rulesAnswer,
} from '../answers/rule.ts';
import { type Component, described, PERIOD, word } from './component.ts';

/** What a rule says, which an operator writes and everybody reads. */
export const RULE_MEMBERS = {
  id: 'Its name: 2 to 63 of a-z, 0-9 and hyphen.',
  pair: 'The pair that it watches.',
  metric: 'What it judges.',
  frequency: 'Months or years.',
  fires: 'When it fires.',
  clears: 'Where a level stops firing; where it fires, if left out.',
  severity: 'How grave it is.',
  note: 'What is said beside its alerts.',
};

const MEMBERS = {
  ...RULE_MEMBERS,
  version: 'Raised with every change.',
  writtenAt: 'When this version was written.',
};

export const COMPONENTS_OF_RULES: Readonly<Record<string, Component>> = {
  Condition: word(
    conditionSchema,
    'When a rule fires: above or below a level, on a change since it was last told, or at a record of so many years; in the unit of the metric.',
  ),
  RuleState: described(ruleStateForm, 'Where a rule stands on its series.', {
    firing: 'Whether it fires now.',
    since: 'The first period of the firing.',
    judgedThrough: 'The last period that was judged.',
    vintage: 'What was known when it was judged.',
    lastTold: 'The value that was last told.',
  }),
  Rule: described(ruleAnswer, 'A rule, and where it stands.', {
    ...MEMBERS,
    from: 'Whether the settings of the deployment wrote it, or somebody over the API.',
    state: 'Null before it was judged for the first time.',
  }),
  Rules: described(rulesAnswer, 'The rules in force.', { rules: 'In the order of their ids.' }),
  Fired: described(firedForm, 'A firing that would have been told.', {
    period: PERIOD,
    knownAt: 'When it would have been told.',
    reason: 'Why.',
    value: 'What was judged, as it was known then.',
    retractedAt: 'When a revision took it back.',
  }),
  Warning: described(warningForm, 'What the author of a rule should know.', {
    warning:
      '`duplicate`: another rule watches for the same. `fires-nearly-always`: in eleven of twelve periods. `fires-now`: nobody is mailed of that. `not-judged-yet`: its series has no value.',
    detail: 'The same in words.',
  }),
  Preview: described(previewAnswer, 'What a rule would have told.', {
    fired: 'Oldest knowledge first.',
    warnings: 'What its author should know.',
  }),
  WrittenRule: described(writtenRuleForm, 'A rule as it was written.', {
    ...MEMBERS,
    warnings: 'What its author should know.',
  }),
};
