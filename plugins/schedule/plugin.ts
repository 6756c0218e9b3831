import { definePlugin } from '#kernel';

/** Work that comes again by itself: `app/schedule/` of every unit. */
export default definePlugin({ name: 'schedule', path: import.meta.dirname, dependencies: ['sequelize', 'redis', 'log'] });
