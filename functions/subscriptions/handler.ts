import { lambdaSurroundings } from '../../shared/platform/environment.ts';
import { lambdaHandler } from '../../shared/platform/gateway-events.ts';
import { ipOfGateway } from './network.ts';
import { createSubscriptionsApp } from './wiring.ts';

export const handler = lambdaHandler(createSubscriptionsApp(lambdaSurroundings(), ipOfGateway));
