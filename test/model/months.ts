/** A month as a number, counted from January of year 0, so that months can be told apart by subtraction. */
export type Month = number;

export function monthOf(text: string): Month {
  const [year, month] = text.split('-').map(Number);
  return (year ?? 0) * 12 + (month ?? 1) - 1;
}

/** `2025-06` */
export function monthName(month: Month): string {
  const year = String(Math.floor(month / 12)).padStart(4, '0');
  return `${year}-${String((month % 12) + 1).padStart(2, '0')}`;
}

/** Values by month; a month that is not in it has none. */
export type Values = ReadonlyMap<Month, number>;

export function monthsIn(values: Values): Month[] {
  return [...values.keys()].sort((a, b) => a - b);
}
