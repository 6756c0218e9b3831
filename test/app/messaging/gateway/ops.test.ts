import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, it } from 'mocha';
import type { Unit } from '#kernel';
import { loadOps } from '../../../../app/messaging/gateway/ops.ts';

describe('gateway/ops', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true });
  });

  function unit(name: string, text: string): Unit {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-unit-'));
    folders.push(folder);
    fs.mkdirSync(path.join(folder, 'app/op'), { recursive: true });
    fs.writeFileSync(path.join(folder, `app/op/${name}.mjs`), text);
    return { type: 'plugin', name, path: folder };
  }

  const GOOD = 'export default { rule: {}, handle: () => undefined, isPage: false };';

  it('U3 finds the frames of every unit', async () => {
    assert.deepEqual([...(await loadOps([unit('react', GOOD), unit('vote', GOOD)])).keys()], ['react', 'vote']);
  });

  it('U3 refuses a frame that two units have', async () => {
    const [one, other] = [unit('react', GOOD), unit('react', GOOD)];
    await assert.rejects(loadOps([one, other]), { name: 'BootError', message: /^op react is defined twice, by .* and by .*: rename one$/ });
  });

  for (const [name, text, problem] of [
    ['hello', GOOD, /hello\.mjs: hello is said before anything else/],
    ['react', 'export default 5;', /react\.mjs must export op\(rule, handle\) by default/],
    ['react', 'export default { rule: {}, isPage: false };', /must export op/],
    ['react', 'export const op = 5;', /react\.mjs has no default export: add one/],
  ] as const) {
    it(`U3 names the file of what is no frame: ${name}, ${text}`, async () => {
      await assert.rejects(loadOps([unit(name, text)]), { name: 'BootError', message: problem });
    });
  }
});
