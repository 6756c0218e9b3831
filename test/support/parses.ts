/** How often `JSON.parse` is called while something is done. */
export function parsesOf(act: () => unknown): number {
  const { parse } = JSON;
  let count = 0;
  JSON.parse = (...args: Parameters<typeof parse>): unknown => {
    count += 1;
    return parse(...args);
  };
  try {
    act();
  } finally {
    JSON.parse = parse;
  }
  return count;
}
