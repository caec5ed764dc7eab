import type { Basis, Indicator } from '../domain/indicator.ts';
import { commodityOf, type Pair, partnerOf, reporterOf } from '../domain/pair.ts';
import { refusal } from './fred-answer.ts';
import type { SourceTarget } from './source.ts';

/** A partner as FRED has it: the end of the ids of its series, and how their titles name it. */
interface Partner {
  readonly suffix: string;
  readonly named: string;
}

/**
 * Partners whose two series are known to exist: letters where FRED has had them long, otherwise the code of Schedule C. Every
 * answer's title is held against the name, so that an id of somebody else's trade is refused and not believed.
 */
const PARTNERS: Readonly<Record<string, Partner>> = {
  CA: { suffix: 'CA', named: 'Canada' },
  CH: { suffix: '4419', named: 'Switzerland' },
  CN: { suffix: 'CH', named: 'China' },
  DE: { suffix: 'GE', named: 'Germany' },
  FR: { suffix: 'FR', named: 'France' },
  GB: { suffix: 'UK', named: 'United Kingdom' },
  IE: { suffix: '4190', named: 'Ireland' },
  IN: { suffix: '5330', named: 'India' },
  IT: { suffix: '4759', named: 'Italy' },
  JP: { suffix: 'JP', named: 'Japan' },
  KR: { suffix: 'KR', named: 'South Korea' },
  MX: { suffix: 'MX', named: 'Mexico' },
  NL: { suffix: '4210', named: 'Netherlands' },
  TW: { suffix: '5830', named: 'Taiwan' },
  VN: { suffix: '5520', named: 'Vietnam' },
  WORLD: { suffix: '0004', named: 'World' },
};

/** One series of FRED, and what it says about a pair. */
export interface FredSeries {
  readonly id: string;
  /** What its title must begin and end with, which is where FRED states basis and partner. */
  readonly titled: string;
  readonly named: string;
  readonly indicator: Indicator;
  readonly basis: Basis;
  readonly target: SourceTarget;
}

/** @throws SourceRefusal for what FRED has no series of. */
export function seriesOf(target: SourceTarget): FredSeries[] {
  const { suffix, named } = partnerIn(target);
  return [
    {
      id: `EXP${suffix}`,
      titled: 'U.S. Exports of Goods by F.A.S. Basis to ',
      named,
      indicator: 'exports',
      basis: 'FAS',
      target,
    },
    {
      id: `IMP${suffix}`,
      titled: 'U.S. Imports of Goods by Customs Basis from ',
      named,
      indicator: 'imports',
      basis: 'customs value',
      target,
    },
  ];
}

function partnerIn({ pair, frequency }: SourceTarget): Partner {
  if (frequency !== 'M') {
    throw refusal('unsupported-frequency', `frequency must be M, got: ${frequency} for ${pair}`);
  }
  if (reporterOf(pair) !== 'US') throw unsupported(pair, 'the reporter must be US');
  if (commodityOf(pair)) throw unsupported(pair, 'there are no series of single goods');
  const partner = PARTNERS[partnerOf(pair)];
  if (partner) return partner;
  throw unsupported(pair, `the partner must be one of ${Object.keys(PARTNERS).join(', ')}`);
}

function unsupported(pair: Pair, rule: string) {
  return refusal('unsupported-pair', `${rule}, got: ${pair}`);
}
