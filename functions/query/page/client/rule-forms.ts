/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { ask } from './ask.ts';

/** What POST /v1/rules/preview answers. */
interface Preview {
  readonly fired?: readonly {
    readonly period: string;
    readonly knownAt: string;
    readonly reason: string;
    readonly value: number;
    readonly retractedAt?: string | null;
  }[];
  readonly warnings?: readonly { readonly detail: string }[];
}

/** The form that tries a rule on the history, and then writes it or shows the command that does. */
export function ruleForms(send: typeof ask): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-rule]')) {
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void preview(form);
    });
  }

  async function preview(form: HTMLFormElement): Promise<void> {
    const result = form.querySelector<HTMLElement>('[data-result]');
    const rule = entered(form);
    if (!result) return;
    result.hidden = true;
    if (typeof rule === 'string') return say(form, rule, true);
    say(form, 'Trying it on the history…');
    const answer = await send('POST', '/v1/rules/preview', rule);
    if (!answer.ok) return say(form, answer.why, true);
    const { fired = [], warnings = [] } = answer.body as Preview;
    const revised = fired.filter(({ retractedAt }) => retractedAt).length;
    say(
      form,
      `${times(fired.length)}${revised > 0 ? `; ${revised} of these did not outlast a later revision` : ''}.`,
    );
    result.replaceChildren(
      ...(fired.length > 0 ? [table(fired)] : []),
      ...warnings.map(({ detail }) => element('p', `Beware: ${detail}.`)),
      form.dataset['writes'] === 'open' ? saveButton(form, rule) : command(form, rule),
    );
    result.hidden = false;
    result.focus();
  }

  function entered(form: HTMLFormElement): Record<string, unknown> | string {
    const field = (name: string): string => String(new FormData(form).get(name) ?? '').trim();
    const line = amount(field('line'));
    const clears = field('clears') === '' ? undefined : amount(field('clears'));
    if (Number.isNaN(line))
      return `The line must be a number, such as -60bn or 12.5, and not “${field('line')}”.`;
    if (Number.isNaN(clears))
      return `Clears at must be a number, or be left empty, and not “${field('clears')}”.`;
    const kind = field('kind');
    const isRecord = kind === 'low' || kind === 'high';
    const metric = form.querySelector<HTMLSelectElement>('[name=metric]');
    const frequency = metric?.selectedOptions[0]?.dataset['frequency'];
    return {
      id: field('id'),
      pair: form.dataset['pair'],
      metric: field('metric'),
      ...(frequency === 'A' ? { frequency } : {}),
      fires: isRecord ? { record: kind, years: line } : { [kind]: line },
      ...(clears === undefined ? {} : { clears }),
      severity: field('severity'),
      ...(field('note') ? { note: field('note') } : {}),
    };
  }

  /** `-60bn`, `−60 bn`, `$60,000,000,000`, `12.5 %`: as somebody would write it. */
  function amount(text: string): number {
    const [, sign, digits = '', scale = ''] =
      /^([-−]?)\$?\s*(\d[\d,]*\.?\d*)\s*(mn|bn|tn|%)?$/i.exec(text.replace(/^\$([-−])/, '$1$')) ??
      [];
    const factor = { mn: 1e6, bn: 1e9, tn: 1e12 }[scale.toLowerCase()] ?? 1;
    return digits === ''
      ? Number.NaN
      : Number(digits.replaceAll(',', '')) * factor * (sign ? -1 : 1);
  }

  function saveButton(form: HTMLFormElement, rule: Record<string, unknown>): HTMLElement {
    const button = element('button', 'Save this rule') as HTMLButtonElement;
    button.type = 'button';
    button.addEventListener('click', async () => {
      button.disabled = true;
      const answer = await send('PUT', `/v1/rules/${encodeURIComponent(String(rule['id']))}`, rule);
      button.disabled = false;
      say(
        form,
        answer.ok
          ? 'Saved. It is judged from now on; load the page again to see how it stands.'
          : answer.why,
        !answer.ok,
      );
    });
    return button;
  }

  function command(form: HTMLFormElement, rule: Record<string, unknown>): HTMLElement {
    const quoted = `'${JSON.stringify(rule).replaceAll("'", `'\\''`)}'`;
    const box = element('div', '');
    box.append(
      element(
        'p',
        'Writing a rule takes the credentials of the account it runs in. From a checkout, with those:',
      ),
      element('pre', `npm run rules -- put ${quoted} --url ${form.dataset['origin']}`),
    );
    return box;
  }

  function table(fired: NonNullable<Preview['fired']>): HTMLElement {
    const box = element('div', '');
    box.className = 'scroll';
    box.tabIndex = 0;
    const grid = document.createElement('table');
    const row = (tag: 'th' | 'td', words: readonly string[]): HTMLElement => {
      const line = document.createElement('tr');
      line.append(...words.map((word) => element(tag, word)));
      return line;
    };
    grid.append(
      row('th', ['Period', 'Value', 'Why', 'Known on', 'Taken back on']),
      ...fired.map(({ period, value, reason, knownAt, retractedAt }) =>
        row('td', [
          periodName(period),
          value.toLocaleString('en-US', { maximumFractionDigits: 4 }),
          reason,
          day(knownAt),
          retractedAt ? day(retractedAt) : '',
        ]),
      ),
    );
    box.append(grid);
    return box;
  }

  function periodName(period: string): string {
    if (!/^\d{4}-\d{2}$/.test(period)) return period;
    return new Date(`${period}-01`).toLocaleDateString('en-GB', {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
  }

  function day(instant: string): string {
    return new Date(instant).toLocaleDateString('en-GB', {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    });
  }

  function times(count: number): string {
    if (count === 0) return 'It would never have fired';
    return `It would have fired ${count === 1 ? 'once' : `${count} times`}`;
  }

  function element(tag: string, text: string): HTMLElement {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  }

  function say(form: HTMLFormElement, words: string, isFault = false): void {
    const output = form.querySelector('output');
    if (!output) return;
    output.className = isFault ? 'fault' : '';
    output.textContent = words;
  }
}
