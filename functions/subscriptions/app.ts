import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import {
  type acceptedForm,
  CONFIRMATION,
  type confirmedForm,
  FAREWELL,
  type unsubscribedForm,
  WISH,
  type Wish,
} from '../../shared/domain/subscription-bodies.ts';
import type * as z from '../../shared/domain/zod.ts';
import { answerOtherwise, refuseLongUri } from '../../shared/platform/fallback.ts';
import { finish } from '../../shared/platform/finish.ts';
import { badMember, readBody } from '../../shared/platform/json-body.ts';
import type { Logger } from '../../shared/platform/logger.ts';
import { ProblemError, problemResponse } from '../../shared/platform/problem.ts';
import { readSettings } from '../../shared/store/settings.ts';
import { confirm } from './confirm.ts';
import { withoutItsWords } from './fault.ts';
import { subscriptionArnIn, tokenIn } from './pasted.ts';
import { type SubscribeDependencies, subscribe } from './subscribe.ts';
import { unsubscribe } from './unsubscribe.ts';

export interface AppDependencies extends SubscribeDependencies {
  /** Where a request comes from. */
  readonly ipOf: (context: Context) => string | undefined;
}

/** Says nothing of whether the address was known, held back, or refused. */
const ACCEPTED: z.infer<typeof acceptedForm> = {
  accepted: true,
  detail:
    'If this address can be subscribed, a mail with a link comes within minutes. Confirm with that link or its token at /v1/subscriptions/confirm within 48 hours. If none comes, ask again tomorrow: one such mail a day goes to an address.',
};

/** People subscribe to alerts, confirm and unsubscribe. A function of its own, so that the one that reads cannot have mails sent. */
export function createApp(dependencies: AppDependencies): Hono {
  const { topics, ipOf, log } = dependencies;
  const app = new Hono();
  app.use(finish);
  app.use(refuseLongUri);

  app.post('/v1/subscriptions', async (context) => {
    const wish = await readBody(context, WISH);
    await mustBeWatched(wish, dependencies);
    await subscribe(wish, ipOf(context), dependencies);
    return context.json(ACCEPTED, 202);
  });

  app.post('/v1/subscriptions/confirm', async (context) => {
    const { token } = await readBody(context, CONFIRMATION);
    const pasted = tokenIn(token, topics);
    if (!pasted) {
      const rule = 'must be the confirmation link of a mail, or the token in it';
      throw badMember(['token'], rule, CONFIRMATION.example);
    }
    const confirmation = await confirm(pasted, dependencies);
    if (confirmation !== 'confirmed') throw notConfirmed(confirmation);
    return context.json({ confirmed: true } satisfies z.infer<typeof confirmedForm>);
  });

  app.post('/v1/subscriptions/unsubscribe', async (context) => {
    const { link } = await readBody(context, FAREWELL);
    const subscriptionArn = subscriptionArnIn(link);
    if (!subscriptionArn) {
      const rule = 'must be the unsubscribe link of a mail, or the subscription ARN in it';
      throw badMember(['link'], rule, FAREWELL.example);
    }
    await unsubscribe(subscriptionArn, dependencies);
    return context.json({ unsubscribed: true } satisfies z.infer<typeof unsubscribedForm>);
  });

  app.notFound(answerOtherwise(app.routes));
  app.onError((error, context) => failed(error, context, log));
  return app;
}

/** @throws ProblemError (400) that lists the watched pairs. */
async function mustBeWatched({ pairs }: Wish, { table }: SubscribeDependencies): Promise<void> {
  if (pairs.length === 0) return;
  const known = Object.keys((await readSettings(table))?.pairs ?? {});
  const index = pairs.findIndex((pair) => !known.includes(pair));
  if (index < 0) return;
  const { problem } = badMember(['pairs', index], 'must be a watched pair', WISH.example);
  throw new ProblemError({ ...problem, known });
}

function notConfirmed(because: 'unknown' | 'no-room'): ProblemError {
  return because === 'unknown'
    ? new ProblemError({
        status: 400,
        title: 'Not confirmed',
        detail:
          'this token is unknown, or older than the 48 hours for which it is good; subscribe again for a new one',
      })
    : new ProblemError(
        {
          status: 503,
          title: 'No room',
          detail:
            'there is no room for another subscription; whoever runs this was told, and the link is good for 48 hours',
        },
        { headers: { 'retry-after': '3600' } },
      );
}

/** Nothing that a service said goes out or into the log: it might hold an address. */
function failed(error: Error, context: Context, log: Logger): Response {
  if (error instanceof ProblemError) return problemResponse(context, error);
  const requestId = context.get('requestId');
  log.error('subscriptions.failed', withoutItsWords(error), { requestId, path: context.req.path });
  return problemResponse(
    context,
    new ProblemError(
      {
        status: 503,
        title: 'Not now',
        detail:
          'this could not be done; the fault is ours and was recorded. Try again in some minutes.',
      },
      { headers: { 'retry-after': '300' } },
    ),
  );
}
