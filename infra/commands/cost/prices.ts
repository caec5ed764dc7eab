/** What AWS asks for something in us-east-1. */
export interface Price {
  readonly service: string;
  /** What is counted. */
  readonly unit: string;
  readonly usd: number;
  /** How much of it that is for. */
  readonly per: number;
  readonly free?: {
    readonly quantity: number;
    /** The months of an account in which it is free: all of them, or the first twelve (of accounts made before 2025-07-15). */
    readonly lasts: 'always' | '12 months';
  };
  readonly page: string;
  /** The day of the newest statement of the price that was found. */
  readonly asOf: string;
}

/**
 * Every price that a bill of Tidemark can have. A free tier is an account's: what else runs in the account uses it too.
 * https://aws.amazon.com/free/ lists those that have no end.
 */
export const PRICES = {
  written: {
    service: 'DynamoDB',
    unit: 'write request units',
    usd: 0.625,
    per: 1e6,
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    asOf: '2026-11-23',
  },
  read: {
    service: 'DynamoDB',
    unit: 'read request units',
    usd: 0.125,
    per: 1e6,
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    asOf: '2026-11-23',
  },
  stored: {
    service: 'DynamoDB',
    unit: 'GB stored',
    usd: 0.25,
    per: 1,
    free: { quantity: 25, lasts: 'always' },
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    asOf: '2026-11-23',
  },
  recoverable: {
    service: 'DynamoDB',
    unit: 'GB recoverable to a point in time',
    usd: 0.2,
    per: 1,
    page: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    asOf: '2026-11-23',
  },
  invocations: {
    service: 'Lambda',
    unit: 'invocations',
    usd: 0.2,
    per: 1e6,
    free: { quantity: 1e6, lasts: 'always' },
    page: 'https://aws.amazon.com/lambda/pricing/',
    asOf: '2026-11-23',
  },
  computed: {
    service: 'Lambda',
    unit: 'GB-seconds, arm64',
    usd: 0.0000133334,
    per: 1,
    free: { quantity: 400_000, lasts: 'always' },
    page: 'https://aws.amazon.com/lambda/pricing/',
    asOf: '2026-11-23',
  },
  queued: {
    service: 'SQS',
    unit: 'FIFO requests, idle polling too',
    usd: 0.5,
    per: 1e6,
    free: { quantity: 1e6, lasts: 'always' },
    page: 'https://aws.amazon.com/sqs/pricing/',
    asOf: '2026-06-13',
  },
  published: {
    service: 'SNS',
    unit: 'publishes',
    usd: 0.5,
    per: 1e6,
    free: { quantity: 1e6, lasts: 'always' },
    page: 'https://aws.amazon.com/sns/pricing/',
    asOf: '2026-06-13',
  },
  mailed: {
    service: 'SNS',
    unit: 'e-mails',
    usd: 2,
    per: 100_000,
    free: { quantity: 1000, lasts: 'always' },
    page: 'https://aws.amazon.com/sns/pricing/',
    asOf: '2026-06-13',
  },
  scheduled: {
    service: 'EventBridge Scheduler',
    unit: 'invocations',
    usd: 1,
    per: 1e6,
    free: { quantity: 14e6, lasts: 'always' },
    page: 'https://aws.amazon.com/eventbridge/pricing/',
    asOf: '2026-03-13',
  },
  requested: {
    service: 'API Gateway',
    unit: 'HTTP API requests',
    usd: 1,
    per: 1e6,
    free: { quantity: 1e6, lasts: '12 months' },
    page: 'https://aws.amazon.com/api-gateway/pricing/',
    asOf: '2026-09-20',
  },
  sent: {
    service: 'Data transfer',
    unit: 'GB to the Internet',
    usd: 0.09,
    per: 1,
    free: { quantity: 100, lasts: 'always' },
    page: 'https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer',
    asOf: '2026-11-23',
  },
  logged: {
    service: 'CloudWatch',
    unit: 'GB of logs taken in',
    usd: 0.5,
    per: 1,
    free: { quantity: 5, lasts: 'always' },
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
    asOf: '2026-06-13',
  },
  // The five free gigabytes are for both; all of them are left to what is taken in.
  kept: {
    service: 'CloudWatch',
    unit: 'GB of logs kept',
    usd: 0.03,
    per: 1,
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
    asOf: '2026-06-13',
  },
  // Paid for by the hour in which it is sent. The pricing page speaks of detailed monitoring, https://aws.amazon.com/free/ of custom
  // metrics: they are billed together.
  measured: {
    service: 'CloudWatch',
    unit: 'custom metrics',
    usd: 0.3,
    per: 1,
    free: { quantity: 10, lasts: 'always' },
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
    asOf: '2026-06-13',
  },
  watched: {
    service: 'CloudWatch',
    unit: 'metrics that alarms watch',
    usd: 0.1,
    per: 1,
    free: { quantity: 10, lasts: 'always' },
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
    asOf: '2026-06-13',
  },
  shown: {
    service: 'CloudWatch',
    unit: 'dashboards of up to 50 metrics',
    usd: 3,
    per: 1,
    free: { quantity: 3, lasts: 'always' },
    page: 'https://aws.amazon.com/cloudwatch/pricing/',
    asOf: '2026-06-13',
  },
  parameters: {
    service: 'Systems Manager',
    unit: 'reads of standard parameters',
    usd: 0,
    per: 10_000,
    page: 'https://aws.amazon.com/systems-manager/pricing/',
    asOf: '2026-11-23',
  },
  decrypted: {
    service: 'KMS',
    unit: "requests, AWS's own key",
    usd: 0.03,
    per: 10_000,
    free: { quantity: 20_000, lasts: 'always' },
    page: 'https://aws.amazon.com/kms/pricing/',
    asOf: '2026-06-13',
  },
  budgets: {
    service: 'Budgets',
    unit: 'budgets',
    usd: 0.62,
    per: 1,
    free: { quantity: 2, lasts: 'always' },
    page: 'https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/',
    asOf: '2026-11-23',
  },
} as const satisfies Record<string, Price>;

export type Priced = keyof typeof PRICES;
