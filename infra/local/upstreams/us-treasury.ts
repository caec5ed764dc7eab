import { type Context, Hono } from 'hono';
import { releasedBy } from '../figures/released.ts';
import { treasuryFigures } from '../figures/us-treasury.ts';

/** Text that stands for a value that is not there, in an API all of whose values are text. */
const NOT_THERE = 'null';

/**
 * Speaks table 4 of the Monthly Treasury Statement as the Fiscal Data API serves it, for customs duties, with the figures released by
 * now. Gross receipts and refunds are not held.
 */
export function createUsTreasuryUpstream({ now }: { now: () => Date }): Hono {
  const figures = treasuryFigures();
  const app = new Hono();
  app.get('/v1/accounting/mts/mts_table_4', (c) => {
    const data = releasedBy(figures, now(), ({ record_date }) => record_date)
      .map(({ record_date, net }) => ({
        record_date,
        classification_desc: 'Customs Duties',
        current_month_gross_rcpt_amt: NOT_THERE,
        current_month_refund_amt: NOT_THERE,
        current_month_net_rcpt_amt: net,
      }))
      .filter((row) => filtersOf(c).every((isMet) => isMet(row)));
    const counts = { count: data.length, 'total-count': data.length, 'total-pages': 1 };
    return c.json({
      data,
      meta: { ...counts, labels: {}, dataTypes: {}, dataFormats: {} },
      links: {},
    });
  });
  app.notFound((c) => c.json({ error: 'Not Found', message: 'no such endpoint' }, 404));
  return app;
}

type Row = Readonly<Record<string, string>>;

/** `name:eq:value,name:gte:value`: texts are compared, which dates are made for. */
function filtersOf(c: Context): ((row: Row) => boolean)[] {
  const filters = (c.req.query('filter') ?? '').split(',').filter((text) => text !== '');
  return filters.map((filter) => {
    const [name = '', operator, value = ''] = filter.split(':');
    return (row) => {
      const found = row[name] ?? '';
      if (operator === 'gte') return found >= value;
      return operator === 'lte' ? found <= value : found === value;
    };
  });
}
