import type { html } from 'hono/html';

/** A piece of HTML or SVG whose every interpolated text is escaped. */
export type Markup = ReturnType<typeof html>;
