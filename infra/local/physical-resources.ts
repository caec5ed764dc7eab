import * as z from 'zod';
import { type Resource, resourcesOf, type Template } from './template-resources.ts';

/** What CloudFormation would put for a reference: by logical id, the value of Ref and of each attribute. */
export type PhysicalValues = Record<string, { readonly ref: string; [attribute: string]: string }>;

const refSchema = z.strictObject({ Ref: z.string() });
const getAttSchema = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const joinSchema = z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });

/**
 * A property as text, with the intrinsic functions that our template uses resolved.
 * @throws Error for a reference to something that does not exist here.
 */
export function resolve(value: unknown, physical: PhysicalValues): string {
  if (typeof value === 'string') return value;
  const ref = refSchema.safeParse(value).data;
  if (ref) return physicalValue(physical, ref.Ref, 'ref');
  const attribute = getAttSchema.safeParse(value).data?.['Fn::GetAtt'];
  if (attribute) return physicalValue(physical, ...attribute);
  const join = joinSchema.safeParse(value).data?.['Fn::Join'];
  if (join) return join[1].map((part) => resolve(part, physical)).join(join[0]);
  throw new Error(
    `only Ref, Fn::GetAtt and Fn::Join are known here, got: ${JSON.stringify(value)}`,
  );
}

function physicalValue(physical: PhysicalValues, id: string, attribute: string): string {
  const found = physical[id]?.[attribute];
  if (found === undefined)
    throw new Error(`the template refers to ${id}.${attribute}, unknown here`);
  return found;
}

const functionSchema = z.object({
  Metadata: z.object({ tidemark: z.object({ function: z.string() }) }),
  Properties: z.object({
    Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }),
    Timeout: z.number(),
  }),
});

export interface DeployedFunction {
  readonly logicalId: string;
  readonly name: string;
  readonly variables: Record<string, unknown>;
}

/** Our functions, by the name of their folder; those that CDK brings along have none. */
export function functionsOf(template: Template): DeployedFunction[] {
  return resourcesOf(template, 'AWS::Lambda::Function').flatMap(([logicalId, resource]) => {
    const parsed = functionSchema.safeParse(resource).data;
    if (!parsed) return [];
    const { Environment } = parsed.Properties;
    return [
      { logicalId, name: parsed.Metadata.tidemark.function, variables: Environment.Variables },
    ];
  });
}

const consumerSchema = z.object({
  FunctionName: refSchema,
  BatchSize: z.number(),
  BisectBatchOnFunctionError: z.boolean(),
  MaximumRetryAttempts: z.number(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }),
});

export interface DeployedConsumer {
  readonly functionId: string;
  readonly batchSize: number;
  readonly retryAttempts: number;
  /** A record is handed over if it matches any of them. */
  readonly patterns: readonly unknown[];
}

/** The readers of the table's stream. */
export function consumersOf(template: Template): DeployedConsumer[] {
  return resourcesOf(template, 'AWS::Lambda::EventSourceMapping').flatMap(([, { Properties }]) => {
    if (!('StartingPosition' in Properties)) return [];
    const consumer = consumerSchema.parse(Properties);
    return {
      functionId: consumer.FunctionName.Ref,
      batchSize: consumer.BatchSize,
      retryAttempts: consumer.MaximumRetryAttempts,
      patterns: consumer.FilterCriteria.Filters.map(({ Pattern }): unknown => JSON.parse(Pattern)),
    };
  });
}

const queueSchema = z.object({
  FifoQueue: z.literal(true),
  ContentBasedDeduplication: z.boolean(),
  VisibilityTimeout: z.number(),
  RedrivePolicy: z.object({ maxReceiveCount: z.number() }),
});
const workerSchema = z.object({
  FunctionName: refSchema,
  BatchSize: z.literal(1),
  EventSourceArn: getAttSchema,
});

/** The queue from which a function gets its work, one message an invocation. */
export interface DeployedWorkQueue {
  readonly logicalId: string;
  readonly functionId: string;
  readonly visibilityTimeoutSeconds: number;
  /** How often a message is handed out before it is given up. */
  readonly attempts: number;
}

/** The one queue that a function is fed from. */
export function workQueueOf(template: Template): DeployedWorkQueue {
  const [first, ...others] = resourcesOf(template, 'AWS::Lambda::EventSourceMapping').flatMap(
    ([, { Properties }]) => {
      const { data: worker } = workerSchema.safeParse(Properties);
      if (!worker) return [];
      const [logicalId] = worker.EventSourceArn['Fn::GetAtt'];
      const queue = queueSchema.parse(template.Resources[logicalId]?.Properties);
      return [
        {
          logicalId,
          functionId: worker.FunctionName.Ref,
          visibilityTimeoutSeconds: queue.VisibilityTimeout,
          attempts: queue.RedrivePolicy.maxReceiveCount,
        },
      ];
    },
  );
  if (!first || others.length > 0) throw new Error('the template must feed one function by queue');
  return first;
}

const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string(),
  Target: z.object({
    Input: z.string(),
    SqsParameters: z.object({ MessageGroupId: z.string() }),
  }),
});

/** A message of a FIFO queue. */
export interface QueuedMessage {
  readonly group: string;
  readonly body: string;
}

export interface DeployedSchedule {
  readonly source: string;
  readonly isAroundReleases: boolean;
  readonly expression: string;
  readonly timeZone: string;
  /** The message that Scheduler would send, its placeholders filled in. */
  message(scheduledTime: string, execution: string): QueuedMessage;
}

const scheduleInputSchema = z.object({ source: z.string(), only: z.string().optional() });

export function schedulesOf(template: Template): DeployedSchedule[] {
  return resourcesOf(template, 'AWS::Scheduler::Schedule').map(([, { Properties }]) => {
    const schedule = scheduleSchema.parse(Properties);
    const { Input, SqsParameters } = schedule.Target;
    const { source, only } = scheduleInputSchema.parse(JSON.parse(Input));
    return {
      source,
      isAroundReleases: only !== undefined,
      expression: schedule.ScheduleExpression,
      timeZone: schedule.ScheduleExpressionTimezone,
      message: (scheduledTime, execution) => ({
        group: SqsParameters.MessageGroupId,
        body: Input.replace('<aws.scheduler.scheduled-time>', scheduledTime).replace(
          '<aws.scheduler.execution-id>',
          execution,
        ),
      }),
    };
  });
}

const invocationSchema = z.object({
  action: z.literal('invoke'),
  parameters: z.object({ FunctionName: z.string(), Payload: z.string() }),
});

/** The invocations that a deployment makes once its resources are there. */
export function deploymentInvocations(
  template: Template,
  physical: PhysicalValues,
): { functionName: string; event: unknown }[] {
  return resourcesOf(template, 'Custom::AWS').map(([, { Properties }]) => {
    const call = invocationSchema.parse(JSON.parse(resolve(Properties['Create'], physical)));
    const { FunctionName, Payload } = call.parameters;
    return { functionName: FunctionName, event: JSON.parse(Payload) };
  });
}

const routeSchema = z.object({
  RouteKey: z.string(),
  Target: z
    .object({
      'Fn::Join': z.tuple([z.literal(''), z.tuple([z.literal('integrations/'), refSchema])]),
    })
    .transform((target) => target['Fn::Join'][1][1].Ref),
});
const integrationSchema = z.object({
  IntegrationUri: getAttSchema.transform((uri) => uri['Fn::GetAtt'][0]),
});

export interface DeployedRoute {
  readonly method: string;
  /** Parameters stand in braces. */
  readonly path: string;
  /** Name of the function that answers it. */
  readonly answeredBy: string;
}

/** The routes of the HTTP API, each with the function that its integration invokes. */
export function routesOf(template: Template): DeployedRoute[] {
  const names = new Map(functionsOf(template).map(({ logicalId, name }) => [logicalId, name]));
  return resourcesOf(template, 'AWS::ApiGatewayV2::Route').map(([, { Properties }]) => {
    const { RouteKey, Target } = routeSchema.parse(Properties);
    const [method = '', path = ''] = RouteKey.split(' ');
    const { IntegrationUri } = integrationSchema.parse(template.Resources[Target]?.Properties);
    return { method, path, answeredBy: names.get(IntegrationUri) ?? '' };
  });
}

/** The topics, by their logical ids. */
export function topicsOf(template: Template): string[] {
  return resourcesOf(template, 'AWS::SNS::Topic').map(([logicalId]) => logicalId);
}

const subscriptionSchema = z.object({
  TopicArn: refSchema.transform(({ Ref }) => Ref),
  Protocol: z.string(),
  Endpoint: z.string(),
  FilterPolicy: z.record(z.string(), z.unknown()).optional(),
});

/** Who is subscribed to which topic. */
export function subscriptionsOf(template: Template): z.infer<typeof subscriptionSchema>[] {
  return resourcesOf(template, 'AWS::SNS::Subscription').map(([, { Properties }]) =>
    subscriptionSchema.parse(Properties),
  );
}

/** The one resource of a type. */
export function only(template: Template, type: string): [string, Resource] {
  const [first, ...others] = resourcesOf(template, type);
  if (!first || others.length > 0) throw new Error(`the template must hold exactly one ${type}`);
  return first;
}
