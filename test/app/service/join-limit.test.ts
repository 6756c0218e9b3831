import assert from 'node:assert/strict';
import { serveApp } from '../../support/app.ts';
import { Door } from '../../support/door.ts';

describe('the limit of joining', () => {
  const target = serveApp({ config: { limit: { join: { points: 3, window: 60_000 } } } });

  it('D07 whoever comes and goes is kept out after a while, of that group alone', async () => {
    const door = await Door.open(target);
    const [first, second] = [await door.group(0), await door.group(0)];
    for (let round = 0; round < 3; round += 1) {
      assert.equal(await door.enter(door.user, { groupId: first }), 'joined');
      await target.api.as(door.user.token).post('/api/chat/groupDeleteOrQuit', { id: first });
    }
    await assert.rejects(door.enter(door.user, { groupId: first }), { code: 'too_many' });
    assert.equal(await door.enter(door.user, { groupId: second }), 'joined');
    assert.equal(await door.enter(door.visitor, { groupId: first }), 'joined');
  });
});
