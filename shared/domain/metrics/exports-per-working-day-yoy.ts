import { dailyAverageYoyOf } from './per-working-day.ts';

export const exportsPerWorkingDayYoy = dailyAverageYoyOf('exports', 'Exports');
