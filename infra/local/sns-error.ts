/** What SNS answers instead of doing what it was asked: its code, and its words. */
export class SnsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: keyof typeof STATUSES, message: string) {
    super(message);
    this.code = code;
    this.status = STATUSES[code];
  }
}

const STATUSES = {
  InvalidAction: 400,
  InvalidParameter: 400,
  NotFound: 404,
  FilterPolicyLimitExceeded: 403,
};
