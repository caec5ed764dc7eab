/** The fields of an EventBridge Scheduler cron expression, in order. */
const CRON_FIELDS = [
  { name: 'minutes', from: 0, to: 59 },
  { name: 'hours', from: 0, to: 23 },
  { name: 'day of month', from: 1, to: 31, special: /^(\?|L|LW|([1-9]|[12]\d|3[01])W)$/ },
  { name: 'month', from: 1, to: 12, names: 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC' },
  {
    name: 'day of week',
    from: 1,
    to: 7,
    names: 'SUN MON TUE WED THU FRI SAT',
    special: /^(\?|L|([1-7]|SUN|MON|TUE|WED|THU|FRI|SAT)(L|#[1-5]))$/,
  },
  { name: 'year', from: 1970, to: 2199 },
] as const;

type CronField = (typeof CRON_FIELDS)[number];

/**
 * What is wrong with a schedule expression, or undefined. Neither CloudFormation's schema nor CDK looks inside one: a
 * wrong one is refused by EventBridge Scheduler half-way through a deployment, or never runs.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function scheduleFault(expression: string): string | undefined {
  const [, kind, inside = ''] = /^(rate|cron)\((.*)\)$/.exec(expression) ?? [];
  if (kind === 'rate') return rateFault(inside);
  if (kind === 'cron') return cronFault(inside);
  return 'must be rate(…) or cron(…)';
}

function rateFault(inside: string): string | undefined {
  const [, count, unit] = /^([1-9]\d*) (minute|hour|day)s?$/.exec(inside) ?? [];
  if (!count)
    return 'must be rate(n minutes), rate(n hours) or rate(n days), n a whole number above 0';
  const plural = inside.endsWith('s');
  if (plural === (count !== '1')) return undefined;
  return `must be rate(${count} ${unit}${plural ? '' : 's'})`;
}

function cronFault(inside: string): string | undefined {
  const fields = inside.split(' ');
  if (fields.length !== CRON_FIELDS.length) {
    return `must have 6 fields (${CRON_FIELDS.map(({ name }) => name).join(', ')}), got ${fields.length}`;
  }
  for (const [index, field] of CRON_FIELDS.entries()) {
    const text = fields[index] ?? '';
    if (!fits(text, field))
      return `must have a ${field.name} that can be, got ${text || 'nothing'}`;
  }
  if ((fields[2] === '?') === (fields[4] === '?')) {
    return 'must have "?" in exactly one of day of month and day of week';
  }
  return undefined;
}

function fits(text: string, field: CronField): boolean {
  if ('special' in field && field.special.test(text)) return true;
  return text.split(',').every((part) => partFits(part, field));
}

/** One element of a list: `*`, `5`, `MON-FRI`, `0/15`, `*\/15`, `8-18/2`. */
function partFits(part: string, field: CronField): boolean {
  const [range = '', step, ...more] = part.split('/');
  if (more.length > 0 || (step !== undefined && !(ordinal(step) >= 1))) return false;
  if (range === '*') return true;
  const [first = '', last = first, ...rest] = range.split('-');
  const from = numberOf(first, field);
  const to = numberOf(last, field);
  return rest.length === 0 && field.from <= from && from <= to && to <= field.to;
}

function numberOf(text: string, field: CronField): number {
  const position = 'names' in field ? field.names.split(' ').indexOf(text) : -1;
  return position < 0 ? ordinal(text) : position + 1;
}

function ordinal(text: string): number {
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
}

/** A cron expression as croner writes it: no year, which comes last, and seconds, which Scheduler does not know, first. */
export function cronPattern(expression: string): string | undefined {
  const [, inside] = /^cron\((.*)\)$/.exec(expression) ?? [];
  return inside && `0 ${inside.split(' ').slice(0, 5).join(' ').replaceAll('?', '*')}`;
}

const UNITS_MS: Readonly<Record<string, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

/** How long a rate expression waits from one time to the next. */
export function rateMs(expression: string): number | undefined {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return count === undefined ? undefined : Number(count) * (UNITS_MS[unit] ?? Number.NaN);
}
