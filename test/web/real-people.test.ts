import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import { Api, callerOf, Client, readContent, textData, UserApi, type ClientOptions } from '../../web/shared/index.ts';
import { anew } from '../support/anew.ts';
import { serveApp } from '../support/app.ts';
import { createUser, makeFriends, type TestUser } from '../support/factory.ts';
import { friendRow } from '../support/group.ts';
import { until } from '../support/wait.ts';
import { whereThereIs } from '../support/has-unit.ts';

describe('web/shared with the real server: friends and groups', () => {
  const served = serveApp();
  const ann = anew(() => createUser(served));
  const bob = anew(() => createUser(served));
  const clients: Client[] = [];

  afterEach(() => {
    for (const client of clients.splice(0)) client.disconnect();
  });

  const routesOf = ({ token }: TestUser): UserApi => new UserApi(callerOf(new Api({ base: served.url }), () => token));

  async function connect(user: TestUser, options: Partial<ClientOptions> = {}): Promise<Client> {
    const createSocket = (url: string, protocols: string[]): WebSocket => new WebSocket(url, protocols);
    const set: ClientOptions['set'] = (id, changes) => routesOf(user).conversations.set(id, changes);
    const client = new Client({ url: served.socketUrl, getToken: async () => user.token, createSocket, set, ...options });
    clients.push(client);
    client.connect();
    await until(() => client.state === 'up_to_date');
    await client.conversations();
    return client;
  }

  whereThereIs('friend', it)('an application comes as a notice, and its answer makes friends', async () => {
    const [a, b] = [await connect(ann), await connect(bob)];
    const told: string[] = [];
    for (const client of [a, b]) client.on('notice', ({ notice, conversation }) => told.push(`${conversation.kind} ${notice.kind}`));
    await routesOf(ann).friends.apply(bob.id, { note: 'hi' });
    await until(() => told.length === 1);
    const { alldata, pendingCount } = await routesOf(bob).friends.applications();
    assert.deepEqual([alldata[0]?.note, pendingCount], ['hi', 1]);
    await routesOf(bob).friends.answer(alldata[0]!.id, 'agree', 'Annie');
    await until(() => told.length === 3);
    assert.deepEqual(told, ['system friend_applied', 'single friends', 'single friends']);
    await until(() => b.list.some(({ face }) => face.title === 'Annie'));
  });

  it('a group: made, written into, taken back, pinned, left', async () => {
    await makeFriends(served, ann.id, bob.id);
    const [a, b] = [await connect(ann), await connect(bob)];
    await routesOf(ann).groups.create([await friendRow(served, ann, bob)], 'team');
    await until(() => a.list.some(({ kind }) => kind === 'group') && b.list.some(({ group }) => group !== null));
    const id = b.list.find(({ kind }) => kind === 'group')!.peerId;
    const [left, right] = [a.open(id, 'group'), b.open(id, 'group')];
    assert.equal(right.face.title, 'team');
    a.send({ chatType: 'group', to: id, data: textData('oops'), options: { mention: { users: [bob.id] } } });
    await until(() => right.isMentioned && right.unread === 1);
    const line = right.lines.at(-1)!;
    assert.deepEqual(readContent(line.message), { kind: 'text', text: 'oops' });
    await until(() => a.unsent.length === 0);
    await a.recall(left.lines.at(-1)!);
    await until(() => right.lines.at(-1)?.kind === 'recalled' && left.lines.at(-1)?.kind === 'recalled');
    assert.deepEqual([right.lines.at(-1)?.key, right.unread, b.state], [line.key, 0, 'up_to_date']);
    a.typing(left);
    await until(() => right.typing[0]?.user === ann.id);
    await b.set(right, { pinned: true });
    assert.equal(b.list[0], right);
    const gone: number[] = [];
    b.on('gone', ({ peerId }) => gone.push(peerId));
    await routesOf(bob).groups.leave(id);
    await until(() => gone.length > 0);
    assert.deepEqual(gone, [id]);
  });
});
