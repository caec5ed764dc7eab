import { indicatorSchema } from '../../../shared/domain/indicator.ts';
import { metricIdSchema } from '../../../shared/domain/metrics/metric-id.ts';
import { pairSchema } from '../../../shared/domain/pair.ts';
import { ruleSchema } from '../../../shared/domain/rule.ts';
import { ALERT_ID } from '../parameters.ts';
import type { Json } from './component.ts';
import { componentOf } from './content.ts';
import { parameterSchemas } from './schemas.ts';

/** What a part of a path must be: the route looks it up by the same schema. */
export function pathSchema(path: string, name: string): Json {
  const schema = { pair: pairSchema, metric: metricIdSchema, indicator: indicatorSchema }[name];
  if (schema) return componentOf(schema);
  return path.startsWith('/v1/rules')
    ? (parameterSchemas(ruleSchema)['id'] ?? {})
    : { type: 'string', pattern: ALERT_ID.source };
}
