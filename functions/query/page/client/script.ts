import { ask } from './ask.ts';
import { postForms } from './post-forms.ts';
import { readouts } from './readouts.ts';
import { ruleForms } from './rule-forms.ts';

/**
 * The script of every page. Its parts are functions that use nothing but their arguments and the browser, taken as their own source: so
 * they are type-checked and minified with the rest, and need no build of their own.
 */
export const SCRIPT = `{const ask=${ask};(${postForms})(ask);(${ruleForms})(ask);(${readouts})()}`;
