import assert from 'node:assert/strict';
import { anew } from '../../../support/anew.ts';
import { createOpenUser, postAll } from '../../../support/chat.ts';
import { describeStores } from '../../../support/matrix.ts';
import { dialFoyer } from '../../../support/socket.ts';

const HOUR = 3_600_000;

describeStores('the heads that a client asks for with `since`', (store) => {
  const target = store.serve();
  const user = anew(() => createOpenUser(target));
  const peer = anew(() => createOpenUser(target));

  beforeEach(async () => {
    await postAll(target, peer, { to: user.id, texts: ['hello'] });
  });

  it('are those of conversations that changed after it', async () => {
    assert.equal(await headsSince(Date.now() - HOUR), 1);
    await target.app.sql.execute('UPDATE conversation SET last_at = ?', [Date.now() - 2 * HOUR]);
    assert.equal(await headsSince(Date.now() - HOUR), 0);
  });

  it('are all of them without it', async () => {
    assert.equal(await headsSince(undefined), 1);
  });

  it('G80 are all of them when it lies beyond now: nothing that changed until then would be told', async () => {
    for (const ahead of [1000, HOUR, Number.MAX_VALUE]) assert.equal(await headsSince(Date.now() + ahead), 1, `${ahead} ms`);
  });

  async function headsSince(since: number | undefined): Promise<number> {
    const socket = await dialFoyer(target);
    socket.send({ op: 'hello', token: user.token, since });
    const { heads } = await socket.op('ready');
    await socket.close();
    return heads.length;
  }
});
