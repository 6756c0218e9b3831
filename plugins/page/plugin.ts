import { definePlugin } from '#kernel';

/** The pages of `web/`: `/`, and the modules that they load. */
export default definePlugin({ name: 'page', path: import.meta.dirname });
