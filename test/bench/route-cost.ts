import { CONTRACTS } from '../../functions/query/contracts.ts';
import { PAGE_ROUTES } from '../../functions/query/page-routes.ts';
import { shift } from '../../shared/domain/period.ts';
import { readAlerts } from '../../shared/store/alerts.ts';
import { apiOver } from './asked-api.ts';
import type { Benchmark, Figure } from './benchmark.ts';
import { BENCH_RULE, givenPair, recompute } from './given-pair.ts';
import { onGround } from './ground.ts';
import { BENCH_PAIR, firstPrints, givenHistory, monthsTo, NEWEST } from './history.ts';

/** What every route takes of the table, for a pair with twenty years of months; each once the watch list is known. */
export const routeCost: Benchmark = {
  name: 'routes',
  kind: 'counted',
  measure: () =>
    onGround(async ({ table, counting }) => {
      // The last year month by month, so that there are alerts to be asked for.
      await givenPair(table, monthsTo(shift(NEWEST, -12), 228));
      for (let back = 11; back >= 0; back -= 1) {
        await givenHistory(table, firstPrints(monthsTo(shift(NEWEST, -back), 1)));
        await recompute(table);
      }
      const [stored] = await readAlerts(table, BENCH_PAIR, { limit: 1 });
      const ask = apiOver(table);
      const figures: Figure[] = [];
      for (const route of readRoutes()) {
        const path = withValues(route, stored?.alert.id ?? '');
        await ask(path);
        const { requests, readUnits } = await counting(() => ask(path));
        const of = `${requests} requests to the table`;
        figures.push({ name: `GET ${route}`, value: readUnits, unit: 'read units', of });
      }
      return figures;
    }),
};

function readRoutes(): string[] {
  return [...Object.values(CONTRACTS), ...PAGE_ROUTES]
    .filter((contract) => !('method' in contract) || contract.method !== 'POST')
    .map(({ path }) => path);
}

function withValues(route: string, alert: string): string {
  return route
    .replace('{pair}', BENCH_PAIR)
    .replace('{metric}', 'balance')
    .replace('{chart}', 'balance.svg')
    .replace('{indicator}', 'exports')
    .replace('/rules/{id}', `/rules/${BENCH_RULE.id}`)
    .replace('{id}', alert);
}
