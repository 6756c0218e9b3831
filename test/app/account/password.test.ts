import assert from 'node:assert/strict';
import { PasswordHasher } from '../../../app/account/password.ts';

const CHEAP = { memory: 1024, passes: 1, parallel: 2, waiting: 100 };

describe('PasswordHasher', () => {
  it('D02 stores argon2id with its parameters and a salt of its own', async () => {
    const hasher = new PasswordHasher(CHEAP);
    const [one, two] = await Promise.all([hasher.hash('secret1'), hasher.hash('secret1')]);
    assert.match(one, /^\$argon2id\$v=19\$m=1024,t=1,p=1\$/);
    assert.notEqual(one, two);
  });

  it('knows the right password from a wrong one', async () => {
    const hasher = new PasswordHasher(CHEAP);
    const stored = await hasher.hash('密码密码密码');
    assert.equal(await hasher.verify('密码密码密码', stored), true);
    assert.equal(await hasher.verify('密码密码密', stored), false);
  });

  it('D02 an unknown account costs the same as a known one', async () => {
    const hasher = new PasswordHasher({ memory: 19_456, passes: 2, parallel: 1, waiting: 100 });
    const stored = await hasher.hash('secret1');
    assert.equal(await hasher.verify('secret1', null), false);
    const [known, unknown] = [await cost(() => hasher.verify('wrong', stored)), await cost(() => hasher.verify('wrong', null))];
    assert.ok(unknown > known / 3 && unknown < known * 3, `${unknown} ms against ${known} ms`);
  });

  it('D02 tells a hash that is cheaper than the parameters of today', async () => {
    const old = await new PasswordHasher(CHEAP).hash('secret1');
    assert.equal(new PasswordHasher(CHEAP).isOutdated(old), false);
    assert.equal(new PasswordHasher({ ...CHEAP, memory: 2048 }).isOutdated(old), true);
    assert.equal(new PasswordHasher({ ...CHEAP, passes: 2 }).isOutdated(old), true);
  });

  it('refuses with unavailable when more hashes are asked for than may wait', async () => {
    const hasher = new PasswordHasher({ ...CHEAP, parallel: 1, waiting: 1 });
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => hasher.hash('secret1')));
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'fulfilled', 'rejected', 'rejected'],
    );
  });
});

/** The least time of several tries, in ms. */
async function cost(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 5; round++) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}
