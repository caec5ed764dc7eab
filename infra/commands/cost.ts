import { READERS } from './cost/assumptions.ts';
import { readFlags } from './flags.ts';
import { runCommand } from './run-command.ts';

const HELP = `What a month on AWS costs with the settings in cdk.json, measured on a local run.

  npm run cost                       prints the bill, service by service
  npm run cost -- --requests 3000    with so many requests to the API a month
  npm run cost -- --subscribers 5    with so many who are mailed every alert
  npm run cost -- --json             prints it as JSON, with the page and the day of each price
  npm run cost -- --help             prints this
`;

await runCommand(main);

async function main(): Promise<void> {
  const { counts, json, help } = readFlags('npm run cost', READERS);
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  // Loaded only now: the rest takes a second to load, and a wrong flag needs none of it.
  const { monthlyBill } = await import('./cost/monthly-bill.ts');
  const { printedBill } = await import('./cost/printed.ts');
  const readers = { ...READERS, ...counts };
  const { bill, month } = await monthlyBill(readers, new Date());
  process.stdout.write(
    json ? `${JSON.stringify({ readers, ...bill }, null, 2)}\n` : printedBill(bill, month, readers),
  );
}
