import { lambdaSurroundings } from '../../shared/platform/environment.ts';
import { lambdaHandler } from '../../shared/platform/gateway-events.ts';
import { createQueryApp } from './wiring.ts';

export const handler = lambdaHandler(createQueryApp(lambdaSurroundings()));
