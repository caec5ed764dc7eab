import { ask } from './ask.ts';
import { postForms } from './post-forms.ts';
import { readouts } from './readouts.ts';
import { ruleForms } from './rule-forms.ts';

// What every page runs. `npm run reference` makes one file of it, assets/page.js.
postForms(ask);
ruleForms(ask);
readouts();
