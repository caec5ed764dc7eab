import { lambdaSurroundings } from '../../shared/platform/environment.ts';
import { createHandler } from './wiring.ts';

export const handler = createHandler(lambdaSurroundings());
