import { definePlugin } from '#kernel';

/** Writes down what it hears of, and dies with its process. */
export default definePlugin({ name: 'scribe', path: import.meta.dirname, dependencies: ['sequelize'] });
