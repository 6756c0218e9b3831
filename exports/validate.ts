/** Rules for the parameters of an action. */
export * from '#validate';
