/** What units say things with: failures and frames. */
export type {} from '../typings/index.ts'; // brings the types of Foyer's units; an import would be left out of the declarations

export * from '#app';
