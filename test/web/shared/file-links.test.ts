import assert from 'node:assert/strict';
import type { WireLink } from '../../../protocol/index.ts';
import { ApiError } from '../../../web/shared/api-error.ts';
import { FileLinks } from '../../../web/shared/file-links.ts';

const DAY = 86_400_000;

function setup() {
  let now = 0;
  let failure: unknown;
  const closed = new Set<string>();
  const asked: (readonly string[])[] = [];
  const waits: number[] = [];
  const linkOf = (path: string): WireLink => ({
    url: `https://chat.example${path}?sign=${now}`,
    thumb: `https://chat.example${path}?sign=${now}&thumb=1`,
    expires: now + DAY,
  });
  const links = new FileLinks({
    ask: (paths) => {
      asked.push(paths);
      const error = failure;
      failure = undefined;
      return error === undefined ? Promise.resolve(paths.map((path) => (closed.has(path) ? null : linkOf(path)))) : Promise.reject(error);
    },
    now: () => now,
    wait: async (ms) => void waits.push(ms),
  });
  return { links, asked, waits, closed, pass: (ms: number) => (now += ms), fail: (error: unknown) => (failure = error) };
}

describe('web/shared/file-links', () => {
  it('asks for what is shown together at once, in parts, and for each once', async () => {
    const { links, asked } = setup();
    const paths = Array.from({ length: 60 }, (_, index) => `/${index}`);
    const found = await Promise.all([...paths, '/0'].map((path) => links.find(path)));
    assert.deepEqual(
      asked.map(({ length }) => length),
      [50, 10],
    );
    assert.deepEqual(found[0], { url: '/0?sign=0', thumb: '/0?sign=0&thumb=1', expires: DAY });
    assert.deepEqual(found[60], found[0]);
  });

  it('G13 keeps a link while it is good, and asks anew before it ends, or when it was refused', async () => {
    const { links, asked, pass } = setup();
    await links.find('/a');
    pass(DAY - 10 * 60_000);
    assert.equal(links.peek('/a')?.url, '/a?sign=0');
    pass(6 * 60_000);
    assert.equal(links.peek('/a'), undefined);
    await links.find('/a');
    links.refused('/a');
    await links.find('/a');
    assert.equal(asked.length, 3);
  });

  it('says what is closed, and asks for it again after a while', async () => {
    const { links, asked, closed, pass } = setup();
    closed.add('/a');
    assert.equal(await links.find('/a'), null);
    assert.equal(await links.find('/a'), null);
    assert.equal(asked.length, 1);
    closed.clear();
    pass(31_000);
    assert.ok(await links.find('/a'));
  });

  it('waits for a server that is away or busy, and takes a refusal for an answer', async () => {
    const { links, waits, fail } = setup();
    for (const error of [
      new ApiError('unreachable'),
      new ApiError('too_many', { status: 429 }),
      new ApiError('unavailable', { status: 503 }),
    ]) {
      fail(error);
      assert.ok(await links.find(`/${error.code}`));
    }
    assert.deepEqual(waits, [1000, 1000, 1000]);
    fail(new ApiError('token_invalid', { status: 401 }));
    assert.equal(await links.find('/d'), null);
  });

  it('knows nothing any more when somebody else is signed in, also of what is under way', async () => {
    const { links, asked } = setup();
    await links.find('/a');
    const asking = links.find('/b');
    await Promise.resolve();
    assert.equal(asked.length, 2);
    links.clear();
    await asking;
    assert.deepEqual([links.peek('/a'), links.peek('/b')], [undefined, undefined]);
  });
});
