/** What is taken of the services of AWS that count it. */
export interface Usage {
  /** Request units of the table. */
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly invocations: number;
  readonly gigabyteSeconds: number;
  readonly queueRequests: number;
  readonly publishes: number;
  /** Of what was published, the messages that a reader of everything is mailed. */
  readonly mails: number;
  readonly logBytes: number;
  /** Metrics that were sent within one hour: a metric is paid for by the hours in which it is sent. */
  readonly metricHours: number;
  /** What left for the Internet. */
  readonly responseBytes: number;
}

export const NOTHING: Usage = {
  readUnits: 0,
  writeUnits: 0,
  invocations: 0,
  gigabyteSeconds: 0,
  queueRequests: 0,
  publishes: 0,
  mails: 0,
  logBytes: 0,
  metricHours: 0,
  responseBytes: 0,
};

export function sum(usages: readonly Usage[]): Usage {
  return usages.reduce((total, usage) => combine(total, usage, (a, b) => a + b), NOTHING);
}

export function times(usage: Usage, factor: number): Usage {
  return combine(usage, usage, (quantity) => quantity * factor);
}

/** Each of its quantities as large as in any of them. */
export function dearest(usages: readonly Usage[]): Usage {
  return usages.reduce((most, usage) => combine(most, usage, Math.max), NOTHING);
}

function combine(a: Usage, b: Usage, of: (a: number, b: number) => number): Usage {
  return {
    readUnits: of(a.readUnits, b.readUnits),
    writeUnits: of(a.writeUnits, b.writeUnits),
    invocations: of(a.invocations, b.invocations),
    gigabyteSeconds: of(a.gigabyteSeconds, b.gigabyteSeconds),
    queueRequests: of(a.queueRequests, b.queueRequests),
    publishes: of(a.publishes, b.publishes),
    mails: of(a.mails, b.mails),
    logBytes: of(a.logBytes, b.logBytes),
    metricHours: of(a.metricHours, b.metricHours),
    responseBytes: of(a.responseBytes, b.responseBytes),
  };
}
