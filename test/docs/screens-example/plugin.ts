import { definePlugin } from '#kernel';

/** Stars on messages, for whoever looks through this browser. */
export default definePlugin({ name: 'star', path: import.meta.dirname });
