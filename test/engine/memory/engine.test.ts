import assert from 'node:assert/strict';
import { MemoryEngine } from '../../../engine/memory/engine.ts';
import { busContract } from '../contract/bus.ts';
import { counterContract } from '../contract/counter.ts';
import { mailboxContract } from '../contract/mailbox.ts';
import { presenceContract } from '../contract/presence.ts';
import { roomsContract } from '../contract/rooms.ts';
import type { Limits } from '../contract/open.ts';

describe('in-process engine', () => {
  const open = (limits: Limits = {}): Promise<MemoryEngine> => Promise.resolve(new MemoryEngine({ warn: () => undefined, ...limits }));

  describe('mailbox', () => mailboxContract(open));
  describe('rooms', () => roomsContract(open));
  describe('presence', () => presenceContract(open));
  describe('bus', () => busContract(open));
  describe('counter', () => counterContract(open));

  it('is always well, and closes', async () => {
    const engine = await open();
    assert.deepEqual(await engine.health(), { ok: true });
    await engine.close();
  });
});
