import { describe, expect, it } from 'vitest';
import { readTariffLedger } from '../../shared/sources/tariff-ledger-csv.ts';

const HEADER =
  'reporter,partners,goods,authority,measure,kind,rate,from,to,known,end_known,status,instrument,citation,note';

/** A tariff of the fictional economy XA on goods of XB. */
const ROW = {
  reporter: 'XA',
  partners: 'XB',
  goods: 'all',
  authority: 'S301',
  measure: 'general',
  kind: 'flat',
  rate: '10',
  from: '2025-04-05',
  to: '2025-08-06',
  known: '2025-04-02',
  end_known: '2025-07-31',
  status: 'superseded',
  instrument: 'Order 1',
  citation: '"Gazette, page 1"',
  note: '',
};
const NEXT = {
  ...ROW,
  ...{ kind: 'floor', rate: '12.5', from: '2025-08-07', to: '', known: '2025-07-31' },
  ...{ end_known: '', status: 'in force' },
};

type Row = Record<keyof typeof ROW, string>;

function csv(...rows: readonly Row[]): string {
  return [HEADER, ...rows.map((row) => Object.values(row).join(',')), ''].join('\n');
}

function refusal(text: string): unknown {
  try {
    return readTariffLedger(text);
  } catch (error) {
    return error;
  }
}

describe('a ledger', () => {
  it('is read as it stands, an empty day as none', () => {
    const [first, second] = readTariffLedger(csv(ROW, NEXT));

    expect(first).toMatchObject({
      ...{ reporter: 'XA', partners: ['XB'], goods: 'all', codes: [], kind: 'flat' },
      ...{ from: '2025-04-05', to: '2025-08-06', known: '2025-04-02', endKnown: '2025-07-31' },
      citation: 'Gazette, page 1',
    });
    expect(second).toMatchObject({ kind: 'floor', to: undefined, endKnown: undefined });
    expect(second?.rate.toFixed()).toBe('12.5');
  });

  it('may be of several partners, of codes and of a sector in words', () => {
    const [, cars, steel] = readTariffLedger(
      csv(
        { ...NEXT, partners: 'XB QO' },
        { ...NEXT, goods: '8703 8704' },
        { ...NEXT, goods: 'steel of 7 kinds' },
      ),
    );

    expect(cars?.codes).toEqual(['8703', '8704']);
    expect(steel?.codes).toEqual([]);
  });

  it.each<[what: string, wrong: Partial<Row>, column: string, rule: string]>([
    ['an economy that does not exist', { partners: 'XB KX' }, 'partners.1', 'that exists'],
    ['two reporters', { reporter: 'XA XB' }, 'reporter', 'ISO 3166-1 alpha-2'],
    ['an economy in another code', { reporter: 'USA' }, 'reporter', 'ISO 3166-1 alpha-2'],
    ['partners with a comma between them', { partners: '"XB,QO"' }, 'partners.0', 'such as KR'],
    ['the reporter among its partners', { partners: 'XB XA' }, 'partners', 'hold the reporter'],
    ['a chapter that does not exist', { goods: '98' }, 'goods', 'HS chapters and headings'],
    ['codes and words together', { goods: '8703 cars' }, 'goods', 'or a sector in words'],
    ['no goods', { goods: '' }, 'goods', 'must not be empty'],
    ['an authority that is none', { authority: 'S999' }, 'authority', 'IEEPA'],
    ['a kind that is none', { kind: 'ceiling' }, 'kind', 'floor'],
    ['a rate in words', { rate: 'various' }, 'rate', 'must be percent such as 12.5'],
    ['a rate with its sign', { rate: '12.5%' }, 'rate', 'must be percent such as 12.5'],
    ['a day that does not exist', { from: '2025-02-30' }, 'from', 'a day such as 2025-08-07'],
    ['a day in another order', { to: '06/08/2025' }, 'to', 'a day such as 2025-08-07'],
    ['an end before its beginning', { to: '2025-04-04' }, 'to', 'must not come before 2025-04-05'],
    [
      'an end that was known before its beginning was',
      { end_known: '2025-04-01' },
      'end_known',
      'must not come before 2025-04-02',
    ],
    ['an end that nobody knew of', { end_known: '' }, 'end_known', 'since when the end is known'],
    ['no end of what was superseded', { to: '' }, 'to', 'unless it is in force or was withdrawn'],
    ['an end of what is in force', { status: 'in force' }, 'end_known', 'unless it is in force'],
    ['an end of what was withdrawn', { status: 'withdrawn' }, 'to', 'or was withdrawn'],
    ['nothing under a law', { rate: '0' }, 'rate', 'must be 0 under none'],
    ['something under no law', { authority: 'none' }, 'rate', 'must be 0 under none'],
    ['a status that is none', { status: 'repealed' }, 'status', 'voided'],
    ['no instrument', { instrument: '' }, 'instrument', 'must not be empty'],
    ['no citation', { citation: '' }, 'citation', 'must not be empty'],
  ])('with %s is refused with line, column and rule', (_, wrong, column, rule) => {
    expect(refusal(csv(NEXT, { ...ROW, ...wrong }))).toMatchObject({
      code: 'source.row',
      message: expect.stringMatching(
        new RegExp(`^tariff-ledger: row at line 3: .*${column}: [^;]*${rule}`),
      ),
    });
  });

  it('whose entries contradict each other is refused with the days', () => {
    expect(refusal(csv(ROW, { ...NEXT, from: '2025-08-06' }))).toMatchObject({
      code: 'source.contradiction',
      message:
        'tariff-ledger: XA-XB all: entries from 2025-04-05 and from 2025-08-06 overlap, as known on 2025-07-31',
    });
    expect(refusal(csv(ROW, { ...NEXT, from: '2025-08-08' }))).toMatchObject({
      code: 'source.contradiction',
      message: expect.stringContaining('the days between 2025-08-06 and 2025-08-08'),
    });
  });

  it.each([
    ['nothing', '', 'empty'],
    ['a header that lacks a column', csv(ROW).replace('end_known', 'ended'), 'header'],
    ['a row that is cut', csv(ROW).slice(0, -30), 'shape'],
  ])('of %s is refused', (_, text, rule) => {
    expect(refusal(text)).toMatchObject({ code: `source.${rule}` });
  });
});
