import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as z from 'zod';

/** A mail as it lies in a reader's inbox. */
const mailSchema = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  attributes: z.record(z.string(), z.string()),
  at: z.string(),
});
export type Mail = z.infer<typeof mailSchema>;

/** All mails that came, the oldest first. */
export interface Inbox {
  readonly mails: readonly Mail[];
  bring(mail: Mail): void;
}

/** Kept in a file where one is named: a mail is there once bringing it has returned. */
export function openInbox(file: string | undefined): Inbox {
  const mails: Mail[] = file ? readKept(file) : [];
  return {
    mails,
    bring(mail) {
      if (file) appendFileSync(file, `${JSON.stringify(mail)}\n`);
      mails.push(mail);
    },
  };
}

function readKept(file: string): Mail[] {
  if (!existsSync(file)) return [];
  const text = readFileSync(file, 'utf8');
  // A line that was cut by a kill is the last one, and who published its mail was not answered and publishes it again. The next
  // mail must not be joined to it.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) writeFileSync(file, whole);
  return whole
    .split('\n')
    .filter(Boolean)
    .map((line) => mailSchema.parse(JSON.parse(line)));
}
