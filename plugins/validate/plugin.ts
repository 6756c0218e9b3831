import { definePlugin } from '#kernel';

/** Parameters by rule: parsing, types, error codes and the API description from one source. */
export default definePlugin({ name: 'validate', path: import.meta.dirname });
