import { Big } from 'big.js';
import { isCommodityCode } from '../domain/commodity.ts';
import { type Economy, economyName } from '../domain/pair.ts';
import { contradictionsIn, NO_AUTHORITY, type TariffEntry } from '../domain/tariff-ledger.ts';
import * as z from '../domain/zod.ts';
import { SourceRefusal } from '../platform/errors.ts';
import { readShippedRows } from './csv-rows.ts';

export const ID = 'tariff-ledger';

const words = z.string().check(z.minLength(1, 'must not be empty'));

const day = z.iso.date('must be a day such as 2025-08-07');

/** An empty cell is no day. */
const dayOrNone = z.pipe(
  z.union([z.literal(''), day]),
  z.transform((text) => text || undefined),
);

const economy = z.custom<Economy>(
  (code) => typeof code === 'string' && /^[A-Z]{2}$/.test(code) && isNamed(code),
  'must be the ISO 3166-1 alpha-2 code of an economy that exists, such as KR',
);

const economies = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => text.split(' ')),
  ),
  z.array(economy),
);

/** What begins with a digit is meant as codes of the Harmonized System. */
const isOfCodes = (text: string): boolean => /^\d/.test(text);

const goods = words.check(
  z.refine(
    (text) => !isOfCodes(text) || text.split(' ').every(isCommodityCode),
    'must be all, HS chapters and headings such as 8703, or a sector in words',
  ),
);

const cellsSchema = z.object({
  reporter: economy,
  partners: economies,
  goods,
  authority: z.enum(['IEEPA', 'S122', 'S232', 'S301', NO_AUTHORITY]),
  measure: words,
  kind: z.enum(['flat', 'floor', 'cap']),
  rate: z.pipe(
    z.string().check(z.regex(/^\d{1,3}(\.\d+)?$/, 'must be percent such as 12.5')),
    z.transform((text) => new Big(text)),
  ),
  from: day,
  to: dayOrNone,
  known: day,
  end_known: dayOrNone,
  status: z.enum(['in force', 'superseded', 'voided', 'expired', 'withdrawn']),
  instrument: words,
  citation: words,
  note: z.string(),
});
type Cells = z.infer<typeof cellsSchema>;

const COLUMNS = Object.keys(cellsSchema.shape);

/** What the ledger's readers need of it, and the code does not, is left out. */
const rowSchema = z.pipe(
  cellsSchema,
  z.transform(({ end_known, status, note: _, ...entry }, context): TariffEntry => {
    for (const [column, message] of faultsOf({ ...entry, end_known, status })) {
      context.issues.push({ code: 'custom', path: [column], message, input: entry });
    }
    const codes = isOfCodes(entry.goods) ? entry.goods.split(' ') : [];
    return { ...entry, codes, endKnown: end_known };
  }),
);

/** @throws SourceRefusal naming the line and the rule, or which entries contradict each other. */
export function readTariffLedger(text: string): TariffEntry[] {
  const ledger = readShippedRows(ID, text, COLUMNS, rowSchema).map(({ row }) => row);
  const contradictions = contradictionsIn(ledger);
  if (contradictions.length === 0) return ledger;
  throw new SourceRefusal(ID, 'contradiction', contradictions.join('; '));
}

function* faultsOf(cells: Omit<Cells, 'note'>) {
  const { reporter, partners, authority, rate, from, to, known, end_known, status } = cells;
  if (partners.includes(reporter)) yield ['partners', 'must not hold the reporter'] as const;
  if (to && to < from) yield ['to', `must not come before ${from}`] as const;
  if (end_known && end_known < known) {
    yield ['end_known', `must not come before ${known}`] as const;
  }
  const goesOn = status === 'in force';
  if ((end_known === undefined) !== goesOn) {
    yield ['end_known', 'must say since when the end is known, unless it is in force'] as const;
  }
  if ((to === undefined) !== (goesOn || status === 'withdrawn')) {
    yield ['to', 'must be the last day, unless it is in force or was withdrawn'] as const;
  }
  if (rate.eq(0) !== (authority === NO_AUTHORITY)) {
    yield ['rate', `must be 0 under ${NO_AUTHORITY}, and under nothing else`] as const;
  }
}

/** An economy without a name goes by its code. */
function isNamed(code: string): boolean {
  return economyName(code as Economy) !== code;
}
