import { definePlugin } from '#kernel';

/** The engine: `app.engine`, in this process or on Redis, and `app.redis`. */
export default definePlugin({ name: 'redis', path: import.meta.dirname });
