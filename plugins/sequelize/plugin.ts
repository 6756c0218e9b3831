import { definePlugin } from '#kernel';

/** The database: raw SQL as `app.sql`, models as `app.model`, migrations at the start. */
export default definePlugin({ name: 'sequelize', path: import.meta.dirname });
