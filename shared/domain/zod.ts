import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';

/**
 * zod/mini with messages in English, which it has none of by itself (its `locales` would bundle every language). All of
 * functions/ and shared/ makes its schemas with `import * as z` of this module, so that each bundle holds only what it uses.
 */
z.config(en());

export * from 'zod/mini';
