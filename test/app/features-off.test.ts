import assert from 'node:assert/strict';
import plugins from '../../config/plugin.ts';
import { serveApp } from '../support/app.ts';
import { createOpenUser, post } from '../support/chat.ts';
import { createVisitor } from '../support/factory.ts';
import { foyerSocket } from '../support/socket.ts';
import { makeGroup } from '../support/ticket.ts';

const FEATURES = Object.entries(plugins).flatMap(([name, { feature }]) => (feature === true ? [name] : []));

describe('without any feature that can be switched off', () => {
  const target = serveApp({ plugins: Object.fromEntries(FEATURES.map((name) => [name, false])) });

  it('says to clients that there is none', async () => {
    const { token } = await createOpenUser(target);
    const welcome = (await foyerSocket(target, token)).frames.find((frame) => frame.op === 'welcome');
    assert.ok(FEATURES.length > 0);
    assert.deepEqual(welcome?.op === 'welcome' && welcome.units, []);
  });

  it('a visitor talks to an account, and members of a group to each other', async () => {
    const [ann, bob, visitor] = [await createOpenUser(target), await createOpenUser(target), await createVisitor(target)];
    const groupId = await makeGroup(target, { owner: ann, members: [bob] });
    const socket = await foyerSocket(target, ann.token);
    assert.equal((await post(target, visitor, { to: ann.id, data: 'a question' })).status, 200);
    assert.equal((await post(target, bob, { to: groupId, chatType: 'group', data: 'hello' })).status, 200);
    assert.deepEqual(await socket.got(2), ['a question', 'hello']);
  });
});
