import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { CLOSE, closeAction } from '../../protocol/index.ts';

describe('close codes', () => {
  it('stand in docs/protocol.md as they stand in the source', () => {
    const text = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
    const rows = [...text.matchAll(/^\| (\d{4}) \| (\w+) \| [^|]+ \| (\w+) \|$/gm)].map(([, code, name, action]) => [
      name,
      Number(code),
      action,
    ]);
    assert.deepEqual(
      rows,
      Object.entries(CLOSE).map(([name, { code, action }]) => [name, code, action]),
    );
  });

  it('D19 never make a replaced or disabled client come back', () => {
    assert.equal(closeAction(CLOSE.replaced.code), 'sign_in');
    assert.equal(closeAction(CLOSE.disabled.code), 'stop');
  });

  it('mean reconnect where they are unknown', () => {
    assert.equal(closeAction(4999), 'reconnect');
  });
});
