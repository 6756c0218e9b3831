import { definePlugin } from '#kernel';

/** A unit that keeps something of people in each way there is. */
export default definePlugin({ name: 'diary', path: import.meta.dirname, dependencies: ['sequelize'] });
