import assert from 'node:assert/strict';
import { MemoryEngine } from '../../../engine/memory/engine.ts';
import { engineContract } from '../contract/engine.ts';
import type { Limits } from '../contract/open.ts';

describe('in-process engine', () => {
  const open = (limits: Limits = {}): Promise<MemoryEngine> => Promise.resolve(new MemoryEngine({ warn: () => undefined, ...limits }));

  engineContract(open);

  it('is always well, and closes', async () => {
    const engine = await open();
    assert.deepEqual(await engine.health(), { ok: true });
    await engine.close();
  });
});
