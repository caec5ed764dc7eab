import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createLogger } from '../../shared/platform/logger.ts';
import { resourcesOf, synthesize } from '../support/synthesize.ts';

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

describe('the metrics of log lines', () => {
  it.each([
    ['SourceFailures', 'ingest.failed'],
    ['Polls', 'ingest.done'],
    ['AlertFailures', 'stream.group-failed'],
  ])(
    '%s are counted by %s, written as our logger does, wrapped by Lambda, or as text',
    (name, event) => {
      const line: unknown = JSON.parse(written(event));
      const pattern = patternOf(name);

      for (const logged of [line, { level: 'INFO', message: line }, { message: written(event) }]) {
        expect(matches(pattern, logged)).toBe(true);
      }
    },
  );

  it.each(['SourceFailures', 'Polls', 'AlertFailures'])('%s do not count other lines', (name) => {
    const pattern = patternOf(name);
    const others = [
      JSON.parse(written('ingest.off')),
      { message: 'ingested' },
      { type: 'platform.report', record: { status: 'success' } },
      { type: 'platform.start', record: {} },
    ];

    for (const logged of others) expect(matches(pattern, logged)).toBe(false);
  });

  it.each(['error', 'timeout'])('count an attempt to send that ended in %s', (status) => {
    const report = { type: 'platform.report', record: { status } };

    expect(matches(patternOf('AlertFailures'), report)).toBe(true);
  });

  it('take the number of changed values from the line', () => {
    const [changes] = filters.filter(
      ({ MetricTransformations: [{ MetricName }] }) => MetricName === 'Changes',
    );

    expect(changes?.MetricTransformations[0].MetricValue).toBe('$.changed');
  });

  it('are of this stack and no other', () => {
    for (const { MetricTransformations } of filters) {
      expect(MetricTransformations[0].MetricNamespace).toBe('Tidemark/Tidemark');
    }
  });
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
