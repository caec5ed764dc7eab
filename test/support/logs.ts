import { createLogger, type Logger } from '../../shared/platform/logger.ts';

/** A logger whose events can be read: `ingest.off`. */
export function listeningLogger(): { log: Logger; events: () => string[] } {
  const lines: string[] = [];
  return {
    log: createLogger((line) => lines.push(line)),
    events: () => lines.map((line) => String(JSON.parse(line).event)),
  };
}
