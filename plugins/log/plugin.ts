import { definePlugin } from '#kernel';

/** The log: `app.logger`, `ctx.logger` with the request's id, and one entry per request. */
export default definePlugin({ name: 'log', path: import.meta.dirname });
