import { handle } from 'hono/aws-lambda';
import { lambdaSurroundings } from '../../shared/platform/environment.ts';
import { createQueryApp } from './wiring.ts';

export const handler = handle(createQueryApp(lambdaSurroundings()));
