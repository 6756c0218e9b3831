import assert from 'node:assert/strict';
import { anew } from '../../support/anew.ts';
import { createUser, makeFriends } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { foyerSocket } from '../../support/socket.ts';

describeStores('the frame `send`', (store) => {
  const target = store.serve();
  const [ann, bob] = [anew(() => createUser(target)), anew(() => createUser(target))];

  before(() => {
    target.app.chat.hooks.on('test', 'beforeSend', (message) => {
      message.data = message.data.replaceAll('secret', '******');
    });
  });

  it('G61 tells the sender what was stored where that is not what was sent, also the second time', async () => {
    await makeFriends(target, ann.id, bob.id);
    const [mine, theirs] = [await foyerSocket(target, ann.token), await foyerSocket(target, bob.token)];
    const send = (data: string, client_id = crypto.randomUUID()) =>
      mine.ask({ op: 'send', client_id, chat_type: 'single', to: bob.id, type: 'text', data }, 'sent');
    assert.equal((await send('plain words')).stored, undefined, 'no toll where nothing was changed');
    const clientId = crypto.randomUUID();
    const masked = { type: 'text', data: 'my ****** is out', options: null };
    assert.deepEqual((await send('my secret is out', clientId)).stored, masked);
    assert.deepEqual((await send('my secret is out', clientId)).stored, masked);
    const heard = await theirs.op('message');
    assert.equal(heard.message.data, 'plain words');
    await Promise.all([mine.close(), theirs.close()]);
  });
});
