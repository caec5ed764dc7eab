import { dailyAverageYoyOf } from './per-working-day.ts';

export const importsPerWorkingDayYoy = dailyAverageYoyOf('imports', 'Imports');
