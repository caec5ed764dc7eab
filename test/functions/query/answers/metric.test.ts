import { describe, expect, it } from 'vitest';
import { METRICS } from '../../../../shared/domain/metrics/catalogue.ts';
import { metricsAnswer } from '../../../support/answers.ts';
import { embeddedDatabase } from '../../../support/embedded-database.ts';
import { queryOver } from '../../../support/query.ts';

const database = embeddedDatabase();

describe('GET /v1/metrics', () => {
  it('explains every metric there is, in the order in which they are shown', async () => {
    const query = queryOver(await database.freshTable());
    const { metrics } = await query.whenAsked('/v1/metrics', metricsAnswer);

    expect(metrics.map(({ metric }) => metric)).toEqual(Object.keys(METRICS));
    for (const { metric, definition, unit, decimals } of metrics) {
      expect({ definition, unit, decimals }).toEqual({
        definition: METRICS[metric].definition,
        unit: METRICS[metric].unit,
        decimals: METRICS[metric].decimals,
      });
    }
    expect(metrics.find(({ metric }) => metric === 'effective-tariff-rate')).toMatchObject({
      caveat: expect.stringMatching(/before refunds/),
      frequencies: ['M', 'Q', 'A'],
      inputs: [
        { indicator: 'duties', title: expect.stringMatching(/Calculated duties/) },
        { indicator: 'imports-for-consumption' },
      ],
    });
  });
});
