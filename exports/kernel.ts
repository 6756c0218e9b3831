/** What a unit is made of, with all that the units of Foyer add to `app`, `ctx` and the configuration. */
export type {} from '../typings/index.ts'; // brings the types of Foyer's units; an import would be left out of the declarations

export * from '#kernel';
