import { handle } from 'hono/aws-lambda';
import { lambdaSurroundings } from '../../shared/platform/environment.ts';
import { createRulesApp } from './wiring.ts';

export const handler = handle(createRulesApp(lambdaSurroundings()));
