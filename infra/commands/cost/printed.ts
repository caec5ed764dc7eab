import { dollars, figure, textTable } from '../text-table.ts';
import type { Bill } from './bill.ts';
import type { Month, Readers } from './month.ts';
import type { Price } from './prices.ts';

/** The bill as the command prints it. */
export function printedBill({ lines, list, due }: Bill, month: Month, readers: Readers): string {
  const rows = lines.map(({ price, quantity, list: listed, due: owed }) => [
    price.service,
    price.unit,
    figure(quantity),
    priceText(price),
    freeText(price),
    dollars(listed),
    dollars(owed),
  ]);
  const counts = (of: Month['polls']): string =>
    [...of].map(([source, count]) => `${source} ${figure(count)}`).join(', ');
  return [
    textTable(
      [
        ['service', 'what', 'a month', 'price', 'free', 'list', 'due'],
        ...rows,
        ['in all', '', '', '', '', dollars(list), dollars(due)],
      ],
      [2, 5, 6],
    ),
    '',
    `Polls a month: ${counts(month.polls)}. Each source brings one release a month.`,
    `Looked whether a release is expected, and rested: ${counts(month.rested) || 'never'}.`,
    `Readers: ${figure(readers.requests)} requests a month, ${figure(readers.subscribers)} subscribers who are mailed everything.`,
    'Measured on a local run of the settings in cdk.json; prices of us-east-1. Due: after the free tiers that have no end.',
    '',
  ].join('\n');
}

function priceText({ usd, per }: Price): string {
  if (usd === 0) return 'nothing';
  return per === 1 ? `$${usd}` : `$${usd} for ${per.toLocaleString('en-US')}`;
}

function freeText({ free }: Price): string {
  if (!free) return '';
  const quantity = free.quantity.toLocaleString('en-US');
  return free.lasts === 'always' ? quantity : `(${quantity} for ${free.lasts})`;
}
