import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import { isUnit } from './is-unit.ts';

const at = (name: string): boolean => isUnit(path.resolve(import.meta.dirname, '..', name));

describe('npm run test:unit', () => {
  it('takes what computes: rules, texts, the client, the kernel with a few files', () => {
    for (const name of ['app/policy/join.test.ts', 'web/shared/timeline.test.ts', 'kernel/router.test.ts', 'plugins/jwt/signer.test.ts'])
      assert.ok(at(name), name);
  });

  it('leaves out what starts something, itself or by a helper of a helper', () => {
    for (const name of [
      'app/service/account.test.ts',
      'browser/chat.test.ts',
      'build.test.ts',
      'flow/slow.test.ts',
      'support/child.test.ts',
    ])
      assert.ok(!at(name), name);
  });
});
