import { TidemarkError } from './errors.ts';

export type LogFields = Readonly<Record<string, unknown>>;

/** One JSON object a line. Never hand it a key, a URL with a query or an e-mail address. */
export interface Logger {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, error: unknown, fields?: LogFields): void;
  /** The same logger with fields that every line carries, such as the run's id. */
  with(fields: LogFields): Logger;
}

export function createLogger(write: (line: string) => void, carried: LogFields = {}): Logger {
  const log = (level: string, event: string, fields: LogFields = {}): void =>
    // Level and event stand first, and no field takes their place.
    write(JSON.stringify({ ...{ level, event }, ...carried, ...fields, ...{ level, event } }));
  return {
    info: (event, fields) => log('info', event, fields),
    warn: (event, fields) => log('warn', event, fields),
    error: (event, error, fields) => log('error', event, { ...fields, ...describe(error) }),
    with: (fields) => createLogger(write, { ...carried, ...fields }),
  };
}

export const stdoutLogger: Logger = createLogger((line) => process.stdout.write(`${line}\n`));

function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = error instanceof TidemarkError ? error.code : error.name;
  return { code, message: error.message, stack: error.stack };
}
