import assert from 'node:assert/strict';
import type { ConversationRow } from '../../../protocol/index.ts';
import type { Answer } from '../../support/api.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { createVisitor, type TestUser } from '../../support/factory.ts';
import { castGroup, type Cast } from '../../support/group.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { foyerSocket, plainSocket } from '../../support/socket.ts';

interface Page {
  readonly list: ConversationRow[];
  readonly more: boolean;
}

describeStores('setting service', (store) => {
  const target = store.serve({ config: { chat: { sends: { user: { points: 10_000 } } } } });
  let one: TestUser;
  let two: TestUser;
  let conversation: number;
  let cast: Cast;

  before(async () => {
    [one, two] = await Promise.all([createOpenUser(target), createOpenUser(target)]);
    cast = await castGroup(target);
    await post(target, cast.owner, { to: cast.groupId, chatType: 'group', data: 'hello' });
  });

  beforeEach(async () => {
    await post(target, one, { to: two.id, data: 'hello' });
    ({ conversation } = (await rows(two)).find(({ peer }) => peer?.id === one.id) as ConversationRow);
  });

  const set = (user: TestUser, body: object): Promise<Answer<ConversationRow | null>> =>
    target.api.as(user.token).post<ConversationRow | null>('/api/chat/conversation/set', body);
  const page = (user: TestUser, query = ''): Promise<Answer<Page>> =>
    target.api.as(user.token).get<Page>(`/api/chat/conversations${query}`);
  const rows = async (user: TestUser): Promise<ConversationRow[]> => (await page(user)).data.list;

  it('sets what is given, leaves the rest, and answers the row', async () => {
    const settings = async (body: object): Promise<unknown> => (await set(two, { conversation, ...body })).data?.settings;
    assert.deepEqual(await settings({}), { pinned: false, quiet: false, marked: false });
    assert.deepEqual(await settings({ pinned: true }), { pinned: true, quiet: false, marked: false });
    assert.deepEqual(await settings({ quiet: 1, unread: 'true' }), { pinned: true, quiet: true, marked: true });
    assert.deepEqual(await settings({ quiet: 1 }), { pinned: true, quiet: true, marked: true });
    assert.deepEqual(await settings({ pinned: '0', quiet: false, unread: false }), { pinned: false, quiet: false, marked: false });
    const [row] = await rows(two);
    assert.deepEqual((await set(two, { chatType: 'single', peer_id: one.id, pinned: true })).data, {
      ...row,
      settings: { pinned: true, quiet: false, marked: false },
    });
    assert.equal((await rows(one)).at(0)?.settings.pinned, false);
  });

  it('D45 tells the own tabs, and nobody else', async () => {
    const [tab, other, plain] = await Promise.all([
      foyerSocket(target, two.token),
      foyerSocket(target, one.token),
      plainSocket(target, cast.owner.token),
    ]);
    await set(two, { conversation, pinned: true, unread: true });
    assert.deepEqual(await tab.op('settings'), { op: 'settings', conversation, pinned: true, quiet: false, marked: true });
    await set(two, { conversation, hidden: true });
    assert.deepEqual(await tab.op('gone'), { op: 'gone', conversation });
    await set(cast.owner, { chatType: 'group', peer_id: cast.groupId, quiet: true });
    await set(two, { conversation });
    await Promise.all([tab.ask({ op: 'ping' }, 'pong'), other.ask({ op: 'ping' }, 'pong')]);
    assert.deepEqual([tab, other].flatMap(({ frames }) => frames).filter(({ op }) => op === 'settings' || op === 'gone').length, 2);
    await Promise.all([tab.close(), other.close(), plain.close()]);
  });

  it('marks as unread until it is read', async () => {
    const tab = await foyerSocket(target, two.token);
    const [row] = await rows(two);
    const seq = row?.last_seq ?? 0;
    await tab.ask({ op: 'read', conversation, seq }, 'read');
    await set(two, { conversation, unread: true });
    assert.deepEqual([(await rows(two))[0]?.settings.marked, (await rows(two))[0]?.read_seq], [true, seq]);
    await tab.ask({ op: 'read', conversation, seq }, 'read');
    assert.equal((await rows(two))[0]?.settings.marked, false);
    await tab.close();
  });

  it('hides a conversation until its next message', async () => {
    assert.equal((await set(two, { conversation, hidden: true })).data, null);
    assert.deepEqual(await rows(two), []);
    assert.equal((await rows(one)).length, 1);
    assert.equal((await set(two, { conversation, hidden: false })).data?.conversation, conversation);
    await set(two, { conversation, hidden: true });
    await post(target, one, { to: two.id, data: 'again' });
    assert.equal((await rows(two))[0]?.last?.message.data, 'again');
  });

  it('D10 knows no conversation of others', async () => {
    const visitor = await createVisitor(target);
    // What was delivered moves by itself, behind the tests before.
    const settled = async (): Promise<object[]> => (await rows(two)).map((row) => ({ ...row, delivered_seq: 0 }));
    const kept = await settled();
    for (const [user, body] of [
      [visitor, { conversation }],
      [one, { conversation: 999_999 }],
      [one, {}],
      [cast.stranger, { conversation: cast.groupId }],
      [cast.stranger, { chatType: 'group', peer_id: cast.groupId }],
      [one, { chatType: 'group', peer_id: conversation }],
      [one, { chatType: 'single', peer_id: visitor.id }],
      [one, { chatType: 'single', peer_id: one.id }],
    ] as const)
      refused(await set(user, { ...body, pinned: true, hidden: true }), '404 conversation_not_found', '会话不存在');
    assert.deepEqual(await settled(), kept);
  });

  it('D13 refuses values that are none', async () => {
    for (const body of [
      { pinned: 'x' },
      { quiet: 2 },
      { unread: [] },
      { hidden: {} },
      { chatType: 'system' },
      { conversation: 'x' },
      { peer_id: -1 },
    ])
      assert.equal((await set(two, { conversation, ...body })).status, 422, JSON.stringify(body));
  });

  it('lists conversations as the socket does, for visitors too', async () => {
    const tab = await foyerSocket(target, cast.visitor.token);
    const { list, more } = await tab.ask({ op: 'conversations', ref: 1 }, 'conversations');
    const { data } = await page(cast.visitor);
    // What the socket has just been given is written down as delivered meanwhile.
    const still = (row: ConversationRow) => ({ ...row, delivered_seq: 0 });
    assert.deepEqual([data.list.map(still), data.more], [list.map(still), more]);
    assert.equal(list[0]?.group?.id, cast.groupId);
    await tab.close();
  });

  it('D13 pages by time, and caps or refuses a limit', async () => {
    const [first] = await rows(cast.owner);
    assert.deepEqual((await page(cast.owner, `?before=${first?.time}&limit=1`)).data, { list: [], more: false });
    assert.equal((await page(cast.owner, '?limit=1000000000')).status, 200);
    for (const query of ['?limit=0', '?limit=-5', '?limit=abc', '?before=0', '?before=x'])
      assert.equal((await page(cast.owner, query)).status, 422);
  });
});
