import type { Big } from 'big.js';
import type { Alert } from './alert.ts';
import { extremeWord } from './context-words.ts';
import { figure, periodName, spanName } from './figures-in-words.ts';
import { frequencyOf, shift, stepsBetween } from './period.ts';
import { isYearOnYear, nameInHeadline } from './short-names.ts';
import { conditionText, isBalance, lineText } from './threshold-in-words.ts';

/** What happened, in one line, the news first: `US-KR: 12-month deficit crosses $60bn at $61.10bn in June 2026, widest …`. */
export function headline(alert: Alert, room = Number.POSITIVE_INFINITY): string {
  const pair = `${alert.pair}: `;
  return pair + happening(alert, room - pair.length);
}

/** The same without the pair. What comes last is left away where there is no room for it. */
export function happening(alert: Alert, room = Number.POSITIVE_INFINITY): string {
  return inRoom(whatHappened(alert), room);
}

/** The news, and clauses behind it; of a clause in several wordings the first that fits. */
type Happening = readonly [string, ...(string | readonly string[])[]];

/** The news, and as many of the clauses behind it as there is room for. */
function inRoom([news, ...clauses]: Happening, room: number): string {
  let text = news;
  for (const clause of clauses) {
    const wordings = [clause].flat().map((wording) => `${text}, ${wording}`);
    const longer = wordings.find(({ length }) => length <= room);
    if (longer === undefined) break;
    text = longer;
  }
  return text;
}

/** From what a restated figure went to what: `from 13.89% to 8.53%`; only the latter where the former is not known. */
export function restatement(alert: Alert): string {
  return `${fromPrevious(alert)}to ${amount(alert, alert.value)}`;
}

function whatHappened(alert: Alert): Happening {
  const { reason, period } = alert;
  const name = nameInHeadline(alert);
  const when = periodName(period);
  const value = amount(alert, alert.value);
  switch (reason) {
    case 'crossed':
      return crossing(alert, `${value} in ${when}`);
    case 'cleared':
      return [`${name} back at ${value} in ${when}`, clearedSide(alert), ...firingTime(alert)];
    case 'crossed-on-revision': {
      const from = fromPrevious(alert).trimEnd();
      return [`revision puts ${name} of ${when} at ${value}${from && ` ${from}`}`, across(alert)];
    }
    case 'retracted':
      return [`retracted: ${name} of ${when} revised ${restatement(alert)}`, verdict(alert)];
    case 'late-fill':
      return [`late figure puts ${name} of ${when} at ${value}`, filled(alert)];
    case 'rule-changed':
      return [`line moved ${movedLine(alert)}: ${name} of ${when}, ${value}`, judgedAnew(alert)];
  }
}

function crossing(alert: Alert, figureAndPeriod: string): Happening {
  const { threshold, against, value } = alert;
  const { fires } = threshold;
  const name = nameInHeadline(alert);
  if ('record' in fires) {
    if (isOfTwo(alert))
      return moved(alert, figureAndPeriod, alert.previous?.value, 'a year before');
    return [`${name} ${recordText(alert)} at ${figureAndPeriod}`, ...contextClause(alert)];
  }
  if ('changesBy' in fires) return moved(alert, figureAndPeriod, against, 'when last told');
  const passes = passing(alert, 'above' in fires ? fires.above : fires.below, value);
  return [`${name} ${agreeing(passes, name)} at ${figureAndPeriod}`, ...contextClause(alert)];
}

/** How a value passes a line: `crosses $60bn`, `falls below 5%`, `narrows to less than $10bn`. */
function passing(alert: Alert, at: number, value: Big): string {
  const { metric, threshold } = alert;
  const text = lineText(alert, at);
  const isAbove = 'above' in threshold.fires;
  if (!isBalance(metric)) return isAbove ? `crosses ${text}` : `falls below ${text}`;
  if (at === 0 || value.times(at).lt(0)) return at === 0 ? 'crosses zero' : `passes ${text}`;
  const isOutward = isAbove === at > 0;
  return isOutward ? `crosses ${text}` : `narrows to less than ${text}`;
}

function moved(
  alert: Alert,
  figureAndPeriod: string,
  before: Big | null | undefined,
  when: string,
): Happening {
  const name = nameInHeadline(alert);
  const moves = before ? movement(alert, before) : 'moves';
  const news = `${name} ${agreeing(moves, name)} to ${figureAndPeriod}`;
  return [news, ...(before ? [`from ${amount(alert, before)} ${when}`] : [])];
}

/** A verb as its subject wants it: exports cross a line that a rate crosses. */
function agreeing(verb: string, name: string): string {
  if (!/exports|imports|duties/.test(name)) return verb;
  return verb.replace(/^(cross)es|^(fall|rise|move)s/, '$1$2');
}

function movement({ metric, value }: Alert, against: Big): string {
  if (!isBalance(metric)) return value.gt(against) ? 'rises' : 'falls';
  if (value.times(against).lt(0)) return 'moves';
  return value.abs().gt(against.abs()) ? 'widens' : 'narrows';
}

/** Whether a record is one of two values: a year, and the year before it. */
function isOfTwo({ period, threshold: { fires } }: Alert): boolean {
  return 'record' in fires && fires.years === 1 && frequencyOf(period) === 'A';
}

/** `widest in a year`, `highest in 5 years`. */
function recordText(alert: Alert): string {
  const { fires } = alert.threshold;
  if (!('record' in fires)) return '';
  const word = extremeWord(alert.metric, alert, fires.record === 'low' ? 'lowest' : 'highest');
  if (isOfTwo(alert)) return `${word} in two years`;
  return `${word} in ${fires.years === 1 ? 'a year' : `${fires.years} years`}`;
}

function across(alert: Alert): string {
  const { fires } = alert.threshold;
  if ('record' in fires) return recordText(alert);
  if ('changesBy' in fires) {
    return alert.against ? `${amount(alert, alert.against)} when last told` : 'a change to be told';
  }
  return `across ${conditionText(alert, fires)}`;
}

function verdict({ firing, metric, unit, threshold: { fires } }: Alert): string {
  if ('record' in fires) return 'no record any more';
  if ('changesBy' in fires) return 'no such change any more';
  return firing ? 'crossed later' : `not across ${conditionText({ metric, unit }, fires)}`;
}

/** What a late figure makes of a rule; a change is an event, after which nothing is firing. */
function filled(alert: Alert): string {
  const { firing, threshold } = alert;
  if (firing) return across(alert);
  if ('above' in threshold.fires || 'below' in threshold.fires) {
    return `back from ${conditionText(alert, threshold.fires)}`;
  }
  return verdict(alert);
}

/** `from $70bn to $60bn`; only to where nothing is known of before. */
function movedLine(alert: Alert): string {
  const { before, fires, clears } = alert.threshold;
  const now = conditionText(alert, fires);
  if (!before) return `to ${now}`;
  const then = conditionText(alert, before.fires);
  if (then !== now) return `from ${then} to ${now}`;
  const end = (at: number | undefined): string => (at === undefined ? now : lineText(alert, at));
  return `for clearing ${now} from ${end(before.clears)} to ${end(clears)}`;
}

function judgedAnew(alert: Alert): string {
  const { fires } = alert.threshold;
  if ('changesBy' in fires) return across(alert);
  if ('record' in fires) return alert.firing ? recordText(alert) : 'no record any more';
  return `${alert.firing ? 'now' : 'no longer'} across it`;
}

function fromPrevious(alert: Alert): string {
  return alert.previous ? `from ${amount(alert, alert.previous.value)} ` : '';
}

/** A figure without the sign of a balance, and with it where it is on the other side of the value, or a change on a year. */
function amount(alert: Alert, of: Big): string {
  const { metric, unit, value } = alert;
  if (isYearOnYear(alert)) return `${of.gt(0) ? '+' : ''}${figure(of, unit)}`;
  return figure(isBalance(metric) && of.times(value).gte(0) ? of.abs() : of, unit);
}

/** On which side of the clearing line a cleared value is. */
function clearedSide(alert: Alert): string {
  const { metric, value, threshold } = alert;
  const { fires, clears } = threshold;
  const at = clears === undefined ? conditionText(alert, fires) : lineText(alert, clears);
  const isDeficit = isBalance(metric) && value.lt(0);
  if ('above' in fires) return `${isDeficit ? 'wider than' : 'below'} ${at}`;
  return `${isDeficit ? 'narrower than' : 'above'} ${at}`;
}

/** For how long it had been firing; nobody knows for how long before the record begins. */
function firingTime({ since, period, context }: Alert): string[] {
  if (!since) return [];
  const span = `after ${spanName(stepsBetween(since, period), period)}`;
  return [since === context?.recordSince ? `${span} or more` : span];
}

/** Where a value is extreme, how much; a rank further down is no headline. */
function contextClause({ metric, context, period, value }: Alert): (string | string[])[] {
  if (!context || context.rank.of === 1) return [];
  const { rank, since, direction } = context;
  const word = extremeWord(metric, { value }, direction);
  const onRecord = `${word} of ${spanName(rank.of, period)} on record`;
  if (since === null) return [[onRecord, `${word} on record`]];
  if (since !== shift(period, -1)) return [`${word} since ${since}`];
  return rank.place === 1 ? [`joint ${onRecord}`] : [];
}
