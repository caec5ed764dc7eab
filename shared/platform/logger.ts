import { TidemarkError } from './errors.ts';

export type LogFields = Readonly<Record<string, unknown>>;

/** One JSON object a line. Never hand it a key, a URL with a query or an e-mail address. */
export interface Logger {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, error: unknown, fields?: LogFields): void;
  /**
   * A line that is metrics, too: CloudWatch reads them out of the log in its embedded metric format. Without dimensions: each
   * value of a dimension is a metric of its own, and ten metrics are free.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
   */
  measure(event: string, fields: LogFields, metrics: Readonly<Record<string, number>>): void;
  /** The same logger with fields that every line carries, such as the run's id. */
  with(fields: LogFields): Logger;
}

/** `namespace` is that of the metrics; without one nothing is measured. */
export function createLogger(
  write: (line: string) => void,
  carried: LogFields = {},
  namespace?: string,
): Logger {
  const log = (level: string, event: string, fields: LogFields = {}): void =>
    // Level and event stand first, and no field takes their place.
    write(JSON.stringify({ ...{ level, event }, ...carried, ...fields, ...{ level, event } }));
  return {
    info: (event, fields) => log('info', event, fields),
    warn: (event, fields) => log('warn', event, fields),
    error: (event, error, fields) => log('error', event, { ...fields, ...describe(error) }),
    measure: (event, fields, metrics) =>
      log('info', event, {
        ...fields,
        ...(namespace && { ...metrics, _aws: embedded(namespace, Object.keys(metrics)) }),
      }),
    with: (fields) => createLogger(write, { ...carried, ...fields }, namespace),
  };
}

/** Lambda passes on what is written to stdout as it is; what goes through `console` it would wrap, metrics and all. */
export function stdoutLogger(namespace: string | undefined): Logger {
  return createLogger((line) => process.stdout.write(`${line}\n`), {}, namespace);
}

function embedded(Namespace: string, names: readonly string[]) {
  const Metrics = names.map((Name) => ({ Name }));
  return {
    // By the clock of the machine: metrics of another time than that of the line would be refused.
    Timestamp: Date.now(),
    CloudWatchMetrics: [{ Namespace, Dimensions: [[]], Metrics }],
  };
}

function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = error instanceof TidemarkError ? error.code : error.name;
  return { code, message: error.message, stack: error.stack };
}
