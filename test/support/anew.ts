/** Makes a plain object before each test of a suite; what it returns has the fields of the one made last. */
export function anew<T extends object>(make: () => T | Promise<T>): T {
  const made = {} as T;
  beforeEach(async () => {
    Object.assign(made, await make());
  });
  return made;
}
