import assert from 'node:assert/strict';
import { readNotice } from '../../../../app/messaging/notice/facts.ts';
import { anew } from '../../../support/anew.ts';
import { createUser, type TestUser } from '../../../support/factory.ts';
import { describeStores } from '../../../support/matrix.ts';
import { foyerSocket, plainSocket } from '../../../support/socket.ts';
import { makeGroup, servicesOf } from '../../../support/ticket.ts';
import parcel from './parcel/plugin.ts';

describeStores('notices of units', (store) => {
  const target = store.serve({ plugins: { parcel } });
  const reader = anew(() => createUser(target));
  const courier = anew(() => createUser(target, { nickname: '{number}' }));

  const person = ({ id, username }: TestUser) => ({ id, name: username, avatar: '' });
  const tell = (key: string, name = '{number}'): Promise<void> => {
    const notice = { kind: 'parcel_sent', courier: { id: courier.id, name, avatar: '' }, number: 7, note: '放在门口' } as const;
    return servicesOf(target).notice.toUser(reader.id, notice, key);
  };

  it('U9 one to a user is told to our clients by its facts and in both languages, each fact in its place', async () => {
    const socket = await foyerSocket(target, reader.token);
    await tell('one');
    await socket.got(1);
    const { message } = socket.messages[0]!;
    const facts = { kind: 'parcel_sent', courier: { ...person(courier), name: '{number}', avatar: `/avatar/user-${courier.id}.svg` } };
    assert.deepEqual(message.options, {
      notice: { ...facts, number: 7, note: '放在门口' },
      // What somebody is called is no place for a fact.
      words: { zh: '{number}正在派送包裹7', en: '{number} brings parcel 7' },
    });
    assert.deepEqual([message.type, message.from_id, message.chatType], ['systemNotice', 0, 'single']);
  });

  it('U9 the published client has it in Chinese, with what the unit says beside its text', async () => {
    const socket = await plainSocket(target, reader.token);
    await tell('one');
    await socket.got(1);
    const { data, from_name: name } = socket.messages[0]!;
    assert.deepEqual([data, name], [{ data: '{number}正在派送包裹7', dataType: false, otherData: null }, 'parcel 7']);
  });

  it('U9 is one however often it is told, to a user, to two and in a group', async () => {
    const groupId = await makeGroup(target, { name: 'parcels', owner: reader, members: [courier] });
    const { notice } = servicesOf(target);
    const socket = await foyerSocket(target, reader.token);
    for (const _ of [1, 2]) {
      await tell('again');
      await notice.between([reader.id, courier.id], { kind: 'parcel_swapped' }, 'swap');
      await notice.inGroup(groupId, { kind: 'parcel_shared', by: person(courier), what: '苹果' }, 'share');
    }
    await socket.got(3);
    const said = socket.messages.map(({ message }) => message.data);
    const zh = ['{number}正在派送包裹7', '包裹已交换', `${courier.username}分享了苹果`];
    assert.deepEqual(
      said,
      zh.map((data) => ({ data, dataType: false, otherData: null })),
    );
  });

  it('U9 whoever it names has no name in it once the account is gone, and no words, whatever the fact is called', async () => {
    await tell('before', '快递员');
    const { erasure } = servicesOf(target);
    await erasure.erase(courier.id);
    await tell('after', '快递员');
    const rows = await target.app.sql.query<{ data: string }>(
      `SELECT m.data FROM message m JOIN conversation c ON c.id = m.conversation_id WHERE c.name_key = ? ORDER BY m.seq`,
      [`system:${reader.id}`],
    );
    const gone = { id: courier.id, name: '已注销用户', avatar: '' };
    const told = rows.map(({ data }): unknown => readNotice(data));
    assert.deepEqual(
      told,
      [1, 2].map(() => ({ kind: 'parcel_sent', courier: gone, number: 7, note: '' })),
    );
  });
});
