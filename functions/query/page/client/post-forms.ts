/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { ask } from './ask.ts';

/** Forms that send what is entered as JSON and say what came of it. */
export function postForms(send: typeof ask): void {
  for (const form of document.querySelectorAll<HTMLFormElement>('form[data-post]')) {
    form.hidden = false;
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void submit(form);
    });
  }

  async function submit(form: HTMLFormElement): Promise<void> {
    const output = form.querySelector('output');
    const button = form.querySelector('button');
    if (!output || !button) return;
    button.disabled = true;
    output.textContent = 'Sending…';
    const answer = await send('POST', form.dataset['post'] ?? '', entered(form));
    button.disabled = false;
    output.className = answer.ok ? '' : 'fault';
    output.textContent = answer.ok ? (form.dataset['done'] ?? '') : answer.why;
    if (answer.ok) form.reset();
  }

  function entered(form: HTMLFormElement): Record<string, unknown> {
    const fields = new FormData(form);
    const body: Record<string, unknown> = {};
    for (const name of new Set(fields.keys())) {
      const values = fields.getAll(name).map((value) => String(value).trim());
      body[name] = name === 'pairs' ? values : values[0];
    }
    return body;
  }
}
