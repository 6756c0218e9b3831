import assert from 'node:assert/strict';
import { until } from '../../support/wait.ts';
import { MemoryPresence } from '../../../engine/memory/presence.ts';

const position = (): { epoch: string; last: number } => ({ epoch: '', last: 0 });

describe('in-process presence', () => {
  it('forgets users who have been away for long, when somebody moves', async () => {
    const presence = new MemoryPresence({ absence: 0, position });
    await presence.renew('n1');
    const { fence } = await presence.claim({ userId: 1, sessionId: 5, node: 'n1', exclusive: true });
    await presence.release({ userId: 1, sessionId: 5, fence, node: 'n1' });
    await presence.claim({ userId: 2, sessionId: 6, node: 'n1', exclusive: true });
    assert.deepEqual(
      (await presence.check([1, 2])).map(({ sessionId }) => sessionId),
      [0, 6],
    );
  });

  it('does not forget a user who came back', async () => {
    const presence = new MemoryPresence({ absence: 50, position });
    for (const userId of [1, 2]) {
      const { fence } = await presence.claim({ userId, sessionId: 5, node: 'n1', exclusive: true });
      await presence.release({ userId, sessionId: 5, fence, node: 'n1' });
    }
    await presence.claim({ userId: 1, sessionId: 5, node: 'n2', exclusive: false });
    await until(async () => {
      await presence.claim({ userId: 3, sessionId: 6, node: 'n1', exclusive: false });
      return (await presence.check([2]))[0]?.sessionId === 0;
    });
    assert.deepEqual(presence.nodes(1), ['n2']);
  });
});
