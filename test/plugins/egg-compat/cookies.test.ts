import assert from 'node:assert/strict';
import { EggCookies, keysOf } from '../../../plugins/egg-compat/cookies.ts';

/** Cookies as a browser keeps them. */
function jar(): { kept: Map<string, string>; get(name: string): string | undefined; set(name: string, value?: string | null): void } {
  const kept = new Map<string, string>();
  return { kept, get: (name) => kept.get(name), set: (name, value) => void kept.set(name, value ?? '') };
}

describe('plugins/egg-compat/cookies', () => {
  it('hides what is to be encrypted, and reads it by any of its keys', () => {
    const box = jar();
    new EggCookies(box, ['old']).set('secret', 'pen', { encrypt: true });
    new EggCookies(box, ['old']).set('plain', 'ink');
    assert.equal(box.kept.get('plain'), 'ink');
    assert.ok(
      !Buffer.from(box.kept.get('secret') ?? '', 'base64url')
        .toString()
        .includes('pen'),
    );
    assert.equal(new EggCookies(box, ['new', 'old']).get('secret', { encrypt: true }), 'pen');
    assert.equal(new EggCookies(box, ['new']).get('secret', { encrypt: true }), undefined);
  });

  it('takes nothing that was changed, cut or made up', () => {
    const box = jar();
    const cookies = new EggCookies(box, ['key']);
    cookies.set('secret', 'pen', { encrypt: true });
    const whole = box.kept.get('secret') ?? '';
    for (const odd of ['', 'pen', whole.slice(0, 20), whole.slice(0, -2), whole.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))]) {
      box.kept.set('secret', odd);
      assert.equal(cookies.get('secret', { encrypt: true }) || undefined, undefined, odd);
    }
  });

  it('reads keys as Egg writes them', () => {
    assert.deepEqual([keysOf('a, b'), keysOf(['a', 'b']), keysOf(''), keysOf(undefined)], [['a', 'b'], ['a', 'b'], [], []]);
  });
});
