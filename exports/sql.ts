/** Migrations, models and statements. */
export type {} from '../typings/index.ts'; // brings the types of Foyer's units; an import would be left out of the declarations

export * from '#sql';
