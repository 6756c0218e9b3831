// semver brings no types. What is used of it, as version 7 has it.
declare module 'semver' {
  const semver: {
    /** The range in its plain form; null for what is none. */
    validRange(range: string): string | null;
    satisfies(version: string, range: string, options?: { readonly includePrerelease?: boolean }): boolean;
  };
  export default semver;
}
