import type { Context, ErrorHandler, Next, NotFoundHandler } from 'hono';
import type { Logger } from './logger.ts';
import {
  busy,
  internalError,
  methodNotAllowed,
  ProblemError,
  problemResponse,
  unknown,
  uriTooLong,
} from './problem.ts';

/** What every recipient should take (RFC 9110, 4.1). API Gateway takes 10,240 bytes of request line and headers together. */
const LONGEST_URI = 8000;

/** @throws ProblemError (414) before anything looks at it. */
export async function refuseLongUri({ req }: Context, next: Next): Promise<void> {
  // The whole of it is longer than what counts, and taking each apart would be work for nothing.
  if (req.url.length > LONGEST_URI) {
    const { pathname, search } = new URL(req.url);
    if (pathname.length + search.length > LONGEST_URI) throw uriTooLong(LONGEST_URI);
  }
  await next();
}

interface Route {
  readonly method: string;
  readonly path: string;
}

/**
 * What no route takes: a path that there is, by another method, or a path that there is not.
 * @param others routes of other functions, which API Gateway does not bring here
 */
export function answerOtherwise(
  own: readonly Route[],
  others: readonly Route[] = [],
): NotFoundHandler {
  const routes = [...own, ...others]
    .filter(({ path }) => !path.includes('*'))
    .map(({ method, path }) => ({ method, path: inBraces(path) }));
  const paths = [...new Set(routes.map(({ path }) => path))];
  return (context) => {
    const { method, path } = context.req;
    const allowed = routes.filter((route) => fits(route, path)).flatMap(methodsOf);
    if (allowed.length === 0) return problemResponse(context, unknown('path', path, paths));
    const problem = methodNotAllowed(method, [...allowed, 'OPTIONS']);
    return method === 'OPTIONS'
      ? context.body(null, 204, problem.headers)
      : problemResponse(context, problem);
  };
}

/** As API Gateway and OpenAPI write it. */
function inBraces(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

function fits(route: Route, path: string): boolean {
  const [wanted, given] = [route.path.split('/'), path.split('/')];
  return (
    wanted.length === given.length &&
    wanted.every((part, index) => (part.startsWith('{') ? given[index] : part === given[index]))
  );
}

function methodsOf({ method }: Route): string[] {
  return method === 'GET' ? ['GET', 'HEAD'] : [method];
}

/** How DynamoDB says that a ceiling was reached; the SDK has tried again by then. */
const THROTTLED = [
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
];

/** What was thrown: a problem is told; everything else is a fault of ours, is recorded, and is told to nobody. */
export function answerFault(log: Logger, event: string): ErrorHandler {
  return (error, context) => {
    if (error instanceof ProblemError) return problemResponse(context, error);
    const requestId = context.get('requestId');
    log.error(event, error, { requestId, path: context.req.path.slice(0, 200) });
    return problemResponse(context, THROTTLED.includes(error.name) ? busy() : internalError());
  };
}
