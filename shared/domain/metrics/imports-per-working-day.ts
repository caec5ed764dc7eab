import { dailyAverageOf } from './per-working-day.ts';

export const importsPerWorkingDay = dailyAverageOf('imports', 'Imports');
