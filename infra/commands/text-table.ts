/** A table as text: a column is as wide as its longest cell, and numbers stand to the right. */
export function textTable(
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return right.includes(column) ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A number with its thousands grouped, and as many digits as tell it. */
export function figure(value: number): string {
  const small = value >= 1 ? 1 : 4;
  const digits = value >= 100 ? 0 : small;
  return value.toLocaleString('en-US', { maximumFractionDigits: digits });
}

export function dollars(value: number, digits = 4): string {
  return `$${value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })}`;
}
