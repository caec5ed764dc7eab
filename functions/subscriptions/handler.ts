import { handle } from 'hono/aws-lambda';
import { lambdaSurroundings } from '../../shared/platform/environment.ts';
import { ipOfGateway } from './network.ts';
import { createSubscriptionsApp } from './wiring.ts';

export const handler = handle(createSubscriptionsApp(lambdaSurroundings(), ipOfGateway));
