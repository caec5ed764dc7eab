import {
  balanceCaseForm,
  balanceChangeForm,
  effectsForm,
  elasticityForm,
  importsChangeForm,
  methodForm,
  tariffChangeForm,
  whatIfAnswer,
  whatIfInputForm,
} from '../answers/what-if.ts';
import { type Component, described } from './component.ts';

/** What is sent: a change of tariffs, and what it is to start from. */
export const WHAT_IF_MEMBERS = {
  pair: 'The two economies; the first is the one whose balance is told. Behind a colon some goods, of which everything then is: `KR-JP:84-85`.',
  tariffs:
    "The tariff, in percent, that the reporter is to levy on the partner's goods, and the partner on the reporter's. What is left out stays.",
  year: 'Of which year stored figures are taken; the newest of which there are enough, if left out.',
  base: "Figures of a year in place of stored ones: `imports` from the other, `marketImports` from everybody, both in dollars, the `tariff` before the change in percent, and their `source`. `reporter`: the reporter's imports and tariff; `partner`: the partner's.",
  elasticities:
    'In place of the published ones, without signs, with their `source`. Export supply is infinite, if left out.',
};

const REASON =
  '`market-imports-missing`: what is imported from everybody is not known, so that nothing can be said of diversion or the whole. `beyond-existing-trade`: the change would take away more than is traded, which a linear model cannot say. `imports-missing`: what is traded the other way is not known. Null where nothing is missing.';

const CASES = {
  low: 'With low elasticities.',
  central: 'With central ones.',
  high: 'With high ones.',
};

export const COMPONENTS_OF_WHAT_IF: Readonly<Record<string, Component>> = {
  Effects: described(effectsForm, 'What happens to imports in one case, in dollars a year.', {
    creation: 'More is bought, because it costs less.',
    diversion: 'It is bought there rather than from others.',
    others: 'What others sell more, or less: the diversion, the other way.',
    priceEffect: 'Sellers ask more; nothing where export supply is infinitely elastic.',
    total: 'The sum of creation, diversion and price effect.',
    importsAfter: 'Imports after the change.',
    reason: REASON,
  }),
  TariffChange: described(tariffChangeForm, 'A tariff, in percent of the value of the goods.', {
    from: 'Before.',
    to: 'After.',
  }),
  ImportsChange: described(importsChangeForm, 'Imports of one economy from the other.', {
    importer: 'Whose imports these are.',
    exporter: 'Where they come from.',
    tariff: 'What the importer levies on them.',
    importsBefore: 'In dollars a year.',
    ...CASES,
  }),
  BalanceCase: described(balanceCaseForm, 'What becomes of a balance in one case.', {
    change: 'What the partner imports more, less what the reporter imports more.',
    after: 'The balance after the change.',
    direction: 'Read off the balance before and after.',
    reason: REASON,
  }),
  BalanceChange: described(
    balanceChangeForm,
    'The balance of the reporter with the partner: what the partner imports from it less what it imports from the partner, both as the importer states them, CIF.',
    {
      before: 'Before the change.',
      ...CASES,
      least:
        'The least change of all nine ways to pair a case of one side with a case of the other.',
      most: 'The most.',
    },
  ),
  WhatIfInput: described(whatIfInputForm, 'A figure that went in.', {
    side: "Whether it is of the reporter's imports and tariff, or of the partner's.",
    input: 'Imports from the other, imports from everybody, or the tariff before the change.',
    value: 'Null where it is missing.',
    unit: '`USD` or `percent`.',
    from: 'Where it is from.',
    period: 'The year that it is about, of what is stored.',
    basis: 'How imports are valued.',
    source: 'Who told it.',
    vintage: 'When it became known.',
    note: 'What must be known beside it.',
  }),
  Elasticity: described(elasticityForm, 'An elasticity, without its sign.', {
    parameter: 'Of what.',
    low: 'Null: infinite.',
    central: 'Null: infinite.',
    high: 'Null: infinite.',
    source: 'Who published it.',
    reason: 'Why it is taken, and why low and high are what they are.',
  }),
  Method: described(methodForm, 'How it was computed.', {
    name: 'The model.',
    formulas: 'Its formulas.',
    sources: 'Where they are from.',
  }),
  WhatIf: described(whatIfAnswer, 'What a change of tariffs would do to trade.', {
    pair: 'Reporter and partner.',
    reporter: 'Its code.',
    partner: 'Its code.',
    reporterName: 'Its name.',
    partnerName: 'Its name.',
    headline: 'What comes out, in two sentences.',
    reporterImports: 'Imports of the reporter from the partner; null where its tariff stays.',
    partnerImports: 'Imports of the partner from the reporter; null where its tariff stays.',
    balance: 'What becomes of the balance.',
    inputs: 'Every figure that went in, or is missing.',
    elasticities: 'The parameters of the model.',
    method: 'The model.',
    leavesOut: 'What it does not see.',
  }),
};
