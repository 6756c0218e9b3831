/** Runs what a script of a unit has given; what it throws, now or later, is reported as uncaught and stops nothing else. */
export function safely<Value>(run: () => Value): Value | undefined {
  try {
    const value = run();
    if (value instanceof Promise) value.catch((error: unknown) => reportError(error));
    return value;
  } catch (error) {
    reportError(error);
    return undefined;
  }
}
