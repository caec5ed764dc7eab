/** An economy as Comtrade writes it. */
interface Area {
  readonly code: number;
  readonly iso: string;
  readonly name: string;
}

/** The economies of the replay's figures. */
export const AREAS: Readonly<Record<string, Area>> = {
  KR: { code: 410, iso: 'KOR', name: 'Rep. of Korea' },
  CN: { code: 156, iso: 'CHN', name: 'China' },
};

interface Flow {
  /** A year. */
  readonly period: string;
  readonly reporter: Area;
  readonly partner: Area;
  readonly flow: 'M' | 'X';
  /** CIF for imports, FOB for exports. */
  readonly value: number;
  /** Without `includeDesc=true` every name and ISO code is null. */
  readonly describe: boolean;
}

export type ComtradeWireRow = Readonly<Record<string, string | number | boolean | null>>;

/** A total of an annual flow with all 47 fields, in the server's order. */
export function comtradeWireRow({
  period,
  reporter,
  partner,
  flow,
  value,
  describe,
}: Flow): ComtradeWireRow {
  const said = (text: string): string | null => (describe ? text : null);
  return {
    typeCode: 'C',
    freqCode: 'A',
    refPeriodId: Number(`${period}0101`),
    refYear: Number(period),
    // Annual rows are of month 52.
    refMonth: 52,
    period,
    reporterCode: reporter.code,
    reporterISO: said(reporter.iso),
    reporterDesc: said(reporter.name),
    flowCode: flow,
    flowDesc: said(flow === 'M' ? 'Import' : 'Export'),
    partnerCode: partner.code,
    partnerISO: said(partner.iso),
    partnerDesc: said(partner.name),
    partner2Code: 0,
    partner2ISO: said('W00'),
    partner2Desc: said('World'),
    classificationCode: 'H6',
    classificationSearchCode: 'HS',
    isOriginalClassification: true,
    cmdCode: 'TOTAL',
    cmdDesc: said('All Commodities'),
    aggrLevel: 0,
    isLeaf: false,
    customsCode: 'C00',
    customsDesc: said('TOTAL CPC'),
    mosCode: '0',
    motCode: 0,
    motDesc: said('TOTAL MOT'),
    qtyUnitCode: -1,
    qtyUnitAbbr: said('N/A'),
    qty: 0,
    isQtyEstimated: false,
    altQtyUnitCode: -1,
    altQtyUnitAbbr: said('N/A'),
    altQty: 0,
    isAltQtyEstimated: false,
    netWgt: 0,
    isNetWgtEstimated: true,
    grossWgt: 0,
    isGrossWgtEstimated: false,
    cifvalue: flow === 'M' ? value : null,
    fobvalue: flow === 'X' ? value : null,
    primaryValue: value,
    legacyEstimationFlag: 4,
    isReported: false,
    isAggregate: true,
  };
}
