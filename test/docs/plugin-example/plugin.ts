import { definePlugin } from '#kernel';

/** Masks the words of a list in messages, and counts how often. */
export default definePlugin({ name: 'wordlist', path: import.meta.dirname, dependencies: ['sequelize', 'validate'] });
