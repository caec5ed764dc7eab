import { Big } from 'big.js';
import { economyName, type Pair, partnerOf, reporterOf } from '../../../shared/domain/pair.ts';
import { balanceChange, type Flow } from '../../../shared/domain/what-if/balance.ts';
import { type Parameters, PUBLISHED } from '../../../shared/domain/what-if/elasticities.ts';
import { outcomesOf } from '../../../shared/domain/what-if/side.ts';
import type { TariffChange } from '../../../shared/domain/what-if/smart.ts';
import { headline, leftOut, METHOD } from '../../../shared/domain/what-if/words.ts';
import type * as z from '../../../shared/domain/zod.ts';
import { badMember } from '../../../shared/platform/json-body.ts';
import type { whatIfAnswer } from '../answers/what-if.ts';
import { type GivenRange, WHAT_IF_BODY, type WhatIfRequest } from './body.ts';
import { type Input, inputsOf, requireInputs } from './inputs.ts';
import type { InputName, Side, Stored } from './read.ts';

/**
 * What a change of tariffs does to trade between two economies, both ways, and to the balance of the first of them.
 * @throws ProblemError where an input is missing or contradicts another.
 */
export function answerWhatIf(asked: WhatIfRequest, stored: Stored): z.input<typeof whatIfAnswer> {
  const inputs = inputsOf(asked, stored);
  requireInputs(inputs, asked);
  const parameters = parametersOf(asked.elasticities);
  const reporter = flowOf('reporter', asked, inputs, parameters);
  const partner = flowOf('partner', asked, inputs, parameters);
  const balance = balanceChange(reporter.flow, partner.flow);
  const { pair } = asked;
  return {
    pair,
    ...namesOf(pair),
    headline: headline(pair, balance),
    reporterImports: reporter.told,
    partnerImports: partner.told,
    balance: { before: balance.before, ...balance.cases, least: balance.least, most: balance.most },
    inputs: [...inputs],
    elasticities: [parameters.importDemand, parameters.substitution, parameters.exportSupply].map(
      ({ parameter, values, source, reason }) => ({
        ...{ parameter, source, reason },
        ...{ low: finite(values.low), central: finite(values.central), high: finite(values.high) },
      }),
    ),
    method: { ...METHOD, formulas: [...METHOD.formulas], sources: [...METHOD.sources] },
    leavesOut: leftOut(pair),
  };
}

function namesOf(pair: Pair) {
  const [reporter, partner] = [reporterOf(pair), partnerOf(pair)];
  return {
    ...{ reporter, partner },
    ...{ reporterName: economyName(reporter), partnerName: economyName(partner) },
  };
}

function finite(value: Big | 'infinite'): Big | null {
  return value === 'infinite' ? null : value;
}

interface TradedOneWay {
  readonly flow: Flow;
  readonly told: z.input<typeof whatIfAnswer>['reporterImports'];
}

/** Imports of one side from the other; where its tariff stays, nothing happens to them. */
function flowOf(
  side: Side,
  asked: WhatIfRequest,
  inputs: readonly Input[],
  parameters: Parameters,
): TradedOneWay {
  const input = (name: InputName): Big | undefined =>
    inputs.find((found) => found.side === side && found.input === name)?.value ?? undefined;
  const [imports, tariff, to] = [input('imports'), input('tariff'), asked.tariffs[side]];
  if (to === undefined || !imports || !tariff) {
    return { flow: { imports, outcomes: undefined }, told: null };
  }
  const marketImports = input('marketImports');
  if (marketImports?.lt(imports)) {
    const rule = `must not be less than the imports from one economy, ${imports.toFixed()}`;
    throw badMember(['base', side, 'marketImports'], rule, WHAT_IF_BODY.example);
  }
  const change: TariffChange = { from: tariff, to: new Big(to) };
  const market = { imports, fromOthers: marketImports?.minus(imports) };
  const outcomes = outcomesOf(market, change, parameters);
  const [reporter, partner] = [reporterOf(asked.pair), partnerOf(asked.pair)];
  const [importer, exporter] = side === 'reporter' ? [reporter, partner] : [partner, reporter];
  return {
    flow: { imports, outcomes },
    told: { importer, exporter, tariff: change, importsBefore: imports, ...outcomes },
  };
}

/** Published elasticities, but for those that the request gives. */
function parametersOf(given: WhatIfRequest['elasticities']): Parameters {
  if (!given) return PUBLISHED;
  const { importDemand, substitution, exportSupply, source } = given;
  const said = { source, reason: 'As the request gives it.' };
  const { importDemand: demand, substitution: between, exportSupply: supply } = PUBLISHED;
  const fixed = exportSupply === undefined ? undefined : new Big(exportSupply);
  return {
    importDemand: importDemand ? { ...demand, ...said, values: valuesOf(importDemand) } : demand,
    substitution: substitution ? { ...between, ...said, values: valuesOf(substitution) } : between,
    exportSupply: fixed
      ? { ...supply, ...said, values: { low: fixed, central: fixed, high: fixed } }
      : supply,
  };
}

function valuesOf({ low, central, high }: GivenRange) {
  return { low: new Big(low), central: new Big(central), high: new Big(high) };
}
