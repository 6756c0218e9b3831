import { definePlugin } from '#kernel';

/** Tokens: `app.token.sign`, `app.token.verify`, and secrets that all nodes share. */
export default definePlugin({ name: 'jwt', path: import.meta.dirname, dependencies: ['sequelize'] });
