import * as z from 'zod';
import { resourcesOf, type Template } from '../../local/template-resources.ts';

const alarmSchema = z.object({
  /** Of an alarm on an expression: what it is made of, and the expression itself, which is no metric. */
  Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).optional(),
});

/** What is paid for by being there. */
export function countedInTemplate(template: Template): {
  readonly watched: number;
  readonly shown: number;
  readonly budgets: number;
} {
  const alarms = resourcesOf(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) =>
    alarmSchema.parse(Properties),
  );
  return {
    watched: alarms.reduce((sum, { Metrics }) => sum + metricsIn(Metrics), 0),
    shown: resourcesOf(template, 'AWS::CloudWatch::Dashboard').length,
    budgets: resourcesOf(template, 'AWS::Budgets::Budget').length,
  };
}

function metricsIn(of: z.infer<typeof alarmSchema>['Metrics']): number {
  return of === undefined ? 1 : of.filter(({ MetricStat }) => MetricStat !== undefined).length;
}
