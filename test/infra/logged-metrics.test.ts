import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createLogger } from '../../shared/platform/logger.ts';
import { functionId, resourcesOf, synthesize } from '../support/synthesize.ts';

const template = synthesize();

const filterSchema = z.object({
  FilterPattern: z.string(),
  MetricTransformations: z.tuple([
    z.object({ MetricName: z.string(), MetricNamespace: z.string(), MetricValue: z.string() }),
  ]),
});
const filters = resourcesOf(template, 'AWS::Logs::MetricFilter').map(([, { Properties }]) =>
  filterSchema.parse(Properties),
);

/** What alarms and dashboard look at, under our own namespace. */
const LOOKED_AT = ['SourceTrouble', 'Polls', 'Changes', 'AlertsRaised', 'AlertsSent', 'AlertDelay'];

describe('attempts to send that failed', () => {
  it('are counted by the line of a failed group, written as our logger does, wrapped by Lambda, or as text', () => {
    const line: unknown = JSON.parse(written('stream.group-failed'));

    for (const logged of [
      line,
      { level: 'INFO', message: line },
      { message: written('stream.group-failed') },
    ]) {
      expect(matches(patternOf('AlertFailures'), logged)).toBe(true);
    }
  });

  it('are not counted by other lines', () => {
    const others = [
      JSON.parse(written('ingest.off')),
      { message: 'ingested' },
      { type: 'platform.report', record: { status: 'success' } },
      { type: 'platform.start', record: {} },
    ];

    for (const logged of others) expect(matches(patternOf('AlertFailures'), logged)).toBe(false);
  });

  it.each(['error', 'timeout'])('are counted when they ended in %s', (status) => {
    const report = { type: 'platform.report', record: { status } };

    expect(matches(patternOf('AlertFailures'), report)).toBe(true);
  });
});

describe('the metrics of log lines', () => {
  it('are of this stack and no other, filtered or embedded', () => {
    for (const { MetricTransformations } of filters) {
      expect(MetricTransformations[0].MetricNamespace).toBe('Tidemark/Tidemark');
    }
    for (const folder of ['ingest', 'recompute', 'alert']) {
      expect(template.Resources[functionId(template, folder)]?.Properties).toMatchObject({
        Environment: { Variables: { METRICS_NAMESPACE: 'Tidemark/Tidemark' } },
      });
    }
  });

  it.each(LOOKED_AT)(
    '%s is looked at by the dashboard or an alarm under the name that is written',
    (name) => {
      const dashboard = JSON.stringify(resourcesOf(template, 'AWS::CloudWatch::Dashboard'));
      const alarms = JSON.stringify(resourcesOf(template, 'AWS::CloudWatch::Alarm'));

      expect(`${dashboard}${alarms}`).toContain(name);
    },
  );
});

function written(event: string): string {
  const lines: string[] = [];
  createLogger((line) => lines.push(line)).warn(event, { reason: 'a reason', changed: 3 });
  return lines.join('');
}

function patternOf(name: string): string {
  const found = filters.find(({ MetricTransformations: [{ MetricName }] }) => MetricName === name);
  if (!found) throw new Error(`no metric filter makes ${name}`);
  return found.FilterPattern;
}

/**
 * The part of CloudWatch's filter syntax that is used here: `{ a || b }` of conditions in parentheses joined by `&&`, of
 * which each compares a selector with a text; `*` stands for any text, and a selector that selects nothing matches nothing.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html
 */
function matches(pattern: string, logged: unknown): boolean {
  const [, inside = ''] = /^\{ (.*) \}$/.exec(pattern) ?? [];
  return inside.split(' || ').some((alternative) =>
    alternative
      .replace(/^\((.*)\)$/, '$1')
      .split(' && ')
      .every((condition) => holds(condition, logged)),
  );
}

function holds(condition: string, logged: unknown): boolean {
  const [, path = '', operator, text = ''] =
    /^\$\.([\w.]+) (=|!=) "([^"]*)"$/.exec(condition) ?? [];
  if (!operator) throw new Error(`this test does not know the condition ${condition}`);
  const value = path
    .split('.')
    .reduce<unknown>((inside, key) => Object(inside)[key] as unknown, logged);
  if (typeof value !== 'string') return false;
  const [before = '', ...after] = text.split('*');
  const isEqual = after.length === 0 ? value === before : value.includes(text.replaceAll('*', ''));
  return operator === '=' ? isEqual : !isEqual;
}
