import { mock } from 'node:test';

/** Characters that were brought to a form of Unicode while something was done: of all, and the most between two turns of the loop. */
export async function foldedBy(act: () => unknown): Promise<{ readonly all: number; readonly atOnce: number }> {
  // oxlint-disable-next-line typescript/unbound-method -- it is called on its own text
  const { normalize } = String.prototype;
  const folded = { all: 0, atOnce: 0 };
  let now = 0;
  const turn = (): NodeJS.Immediate =>
    setImmediate(() => {
      now = 0;
      next = turn();
    });
  let next = turn();
  const counted = mock.method(String.prototype, 'normalize', function (this: string, form?: string): string {
    now += this.length;
    folded.all += this.length;
    folded.atOnce = Math.max(folded.atOnce, now);
    return normalize.call(this, form);
  });
  try {
    await act();
  } finally {
    counted.mock.restore();
    clearImmediate(next);
  }
  return folded;
}
