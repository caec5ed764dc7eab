import { dailyAverageOf } from './per-working-day.ts';

export const exportsPerWorkingDay = dailyAverageOf('exports', 'Exports');
