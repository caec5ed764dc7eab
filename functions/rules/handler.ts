import { lambdaSurroundings } from '../../shared/platform/environment.ts';
import { lambdaHandler } from '../../shared/platform/gateway-events.ts';
import { createRulesApp } from './wiring.ts';

export const handler = lambdaHandler(createRulesApp(lambdaSurroundings()));
