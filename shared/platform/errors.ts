/** The base of every error that Tidemark raises on purpose: a dotted code, and whether trying again may help. */
export class TidemarkError extends Error {
  readonly code: string;
  readonly retryable: boolean;

  constructor(code: string, message: string, options: ErrorOptions & { retryable?: boolean } = {}) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

/** A source answered, and the answer must not be used: `rule` says which check it failed, the message with which value. */
export class SourceRefusal extends TidemarkError {
  constructor(source: string, rule: string, message: string, options: ErrorOptions = {}) {
    super(`source.${rule}`, `${source}: ${message}`, options);
  }
}

/** A source gave no answer: time-out, refused connection, server error, quota. Another run may get one. */
export class SourceUnreachable extends TidemarkError {
  constructor(source: string, message: string, options: ErrorOptions = {}) {
    super('source.unreachable', `${source}: ${message}`, { ...options, retryable: true });
  }
}

/** The operator's key is missing, unknown to the provider, or not yet activated. */
export class SourceKeyRefused extends TidemarkError {
  constructor(source: string, message: string, options: ErrorOptions = {}) {
    super('source.key-refused', `${source}: ${message}`, options);
  }
}
