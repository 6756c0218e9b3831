/** Something with a socket that opens. */
interface Opening {
  readonly opened: Promise<unknown>;
}

const AT_ONCE = 50;

/** Makes `count` of them, 50 at once; resolves when the last is open. */
export async function openAll<T extends Opening>(count: number, make: (index: number) => T): Promise<T[]> {
  const all: T[] = [];
  while (all.length < count) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - all.length) }, (_, index) => make(all.length + index));
    await Promise.all(batch.map(({ opened }) => opened));
    all.push(...batch);
  }
  return all;
}
