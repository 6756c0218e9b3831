import assert from 'node:assert/strict';
import type { SqlValue } from '../../../engine/sql.ts';
import { anew } from '../../support/anew.ts';
import { postAll, createOpenUser } from '../../support/chat.ts';
import { createUser, makeFriends, type TestUser } from '../../support/factory.ts';
import { hasUnit, whereThereIs } from '../../support/has-unit.ts';
import { describeStores } from '../../support/matrix.ts';
import { columnsOfAll } from '../../support/tables.ts';
import { makeGroup } from '../../support/ticket.ts';
import { uploaded } from '../../support/upload.ts';

/** How an export shows a table. */
interface Shown {
  /** Lists of the file, or objects in it, one of whose entries has the columns. */
  readonly in: readonly string[];
  /** Columns under another name. */
  readonly as?: Readonly<Record<string, string>>;
  /** Columns that are not shown, and why. */
  readonly without?: Readonly<Record<string, string>>;
}

const KEY = 'a number of the table';
const OWN = 'who exports';
const SECRET = 'a secret';
const DERIVED = 'follows from what is shown';
const RULE = 'what another has set, who does not tell it';

/** Every table, and how an export shows it; or why it does not. */
const TABLES: Readonly<Record<string, Shown | string>> = {
  user: {
    in: ['account', 'settings', 'profile'],
    without: {
      username_key: DERIVED,
      name_key: DERIVED,
      find_key: DERIVED,
      password_hash: SECRET,
      profile: 'in its parts',
      updated_at: 'when anything of it changed, a login or a lock too',
    },
  },
  session: { in: ['sessions'], without: { id: KEY, user_id: OWN } },
  known_visitor: { in: ['site_identity'], without: { user_id: OWN } },
  user_right: { in: ['rights'], without: { user_id: OWN } },
  push_subscription: {
    in: ['push_subscriptions'],
    without: {
      id: KEY,
      user_id: OWN,
      session_id: KEY,
      endpoint_hash: DERIVED,
      p256dh: 'a secret of the browser',
      auth: 'a secret of the browser',
    },
  },
  friend: { in: ['friends'], as: { friend_id: 'user_id' }, without: { id: KEY, remark_key: DERIVED } },
  friend_application: {
    in: ['friend_applications_sent', 'friend_applications_received'],
    as: { target_id: 'user_id' },
    without: { id: KEY },
  },
  blacklist: { in: ['blacklist'], as: { target_id: 'user_id' } },
  follow: { in: ['follows'], as: { target_id: 'user_id' } },
  member: {
    in: ['groups', 'conversations'],
    as: { conversation_id: 'id', created_at: 'joined_at' },
    without: { user_id: OWN, joined_seq: DERIVED, quota: RULE, shown_seq: RULE, ticket_id: KEY },
  },
  chat_group: {
    in: ['groups'],
    without: {
      owner_id: 'the role says it',
      room_key: DERIVED,
      find_key: DERIVED,
      avatar: 'the group’s',
      remark: 'the group’s',
      invite_confirm: 'the group’s',
      is_muted: 'the group’s',
      created_at: 'the group’s',
      updated_at: 'the group’s',
      code_until: 'the group’s',
    },
  },
  group_application: {
    in: ['group_applications', 'group_applications_received'],
    without: { id: KEY, inviter_id: 'was told with the notice', ticket_id: KEY, handler_id: 'an admin acts for the group' },
  },
  group_mark: { in: ['group_marks'], without: { user_id: OWN, banned_by: 'an admin acts for the group' } },
  ticket: { in: ['codes'], without: { id: KEY, maker_id: OWN, is_current: DERIVED, generation: KEY } },
  upload: { in: ['uploads'], without: { id: KEY, owner_id: OWN, thumb: DERIVED, deleted_at: 'what is deleted is not there' } },
  conversation: {
    in: ['conversations'],
    without: { name_key: KEY, last_seq: DERIVED, acl_version: KEY, last_at: DERIVED, created_at: DERIVED },
  },
  message: 'in the conversations, as the wire has it',
  upload_share: 'the messages that hold the file say it',
  notice_person: 'an index of the messages',
  term: 'an index of the messages',
  term_cursor: 'an index of the messages',
  journal_cursor: 'how far units have heard a conversation',
  journal_follower: 'the platform’s',
  invitation: 'the hash of a code that is nobody’s',
  handover: 'the hash of a code that is over in five minutes',
  revocation: 'what nodes tell each other, for a day',
  closing: 'of accounts that are closed',
  closing_place: 'of accounts that are closed',
  secret: 'the platform’s',
  node: 'the platform’s',
  schedule_due: 'the platform’s',
  job: 'work of the units that is over soon',
  migration: 'the platform’s',
};

/** What names a user, by its name. */
const NAMES_USER = /^(user|owner|maker|target|friend|sender|peer|inviter|handler|heir)_id$|_by$/;
/** Columns that may name an erased account, and why; its row holds no name. */
const STAYS: Readonly<Record<string, string>> = {
  'member.user_id': 'who was spoken with keeps the conversation',
  'member.peer_id': 'who was spoken with keeps the conversation',
  'member.inviter_id': 'who was brought stays',
  'message.sender_id': 'what was said to others stays',
  'chat_group.owner_id': 'of a group that nobody is left to own',
  'group_application.inviter_id': 'what another asked for stays',
  'group_application.handler_id': 'what another asked for stays',
  'group_mark.banned_by': 'a ban is the group’s',
  'ticket.maker_id': 'a code that is revoked still says that it was',
  'ticket.target_id': 'a number of a group or a user, by kind; such a code is revoked',
  'upload.owner_id': 'files that were sent to others stay with them',
  'upload_share.user_id': 'files that were sent to others stay with them',
  'revocation.user_id': 'what nodes tell each other, for a day',
  'closing.user_id': 'until it is done',
  'closing_place.user_id': 'until it is done',
  'closing_place.heir_id': 'until it is done',
};

type Entries = Readonly<Record<string, unknown>>;

describeStores('what is kept of people', (store) => {
  const target = store.serve();
  const me = anew(() => createUser(target));
  const ann = anew(() => createOpenUser(target));

  const insert = async (table: string, row: Readonly<Record<string, SqlValue>>): Promise<void> => {
    const names = Object.keys(row);
    const statement = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    await target.app.sql.execute(statement, Object.values(row));
  };

  /** Leaves something of me in every table that names users. */
  async function live(): Promise<void> {
    const { id } = me;
    const [groupId, theirs] = [
      await makeGroup(target, { name: 'mine', owner: me, members: [ann] }),
      await makeGroup(target, { name: 'theirs', owner: ann, members: [me] }),
    ];
    await target.app.sql.execute('UPDATE user SET show_profile = 1, show_presence = 0 WHERE id = ?', [id]);
    await target.app.sql.execute('UPDATE member SET inviter_id = ? WHERE user_id = ?', [id, ann.id]);
    await makeFriends(target, id, ann.id);
    await postAll(target, me, { to: ann.id, texts: ['said'] });
    if (hasUnit('file')) await uploaded(target, me.token, { bytes: 'mine', name: 'mine.txt', type: 'text/plain' });
    const my = target.api.as(me.token);
    assert.equal((await my.post('/api/chat/handover')).status, 200);
    const keys = { p256dh: `B${'A'.repeat(86)}`, auth: 'A'.repeat(22) };
    await my.post('/api/chat/push/subscribe', { endpoint: `https://fcm.googleapis.com/fcm/send/${me.username}`, keys });
    const asked = { status: 'pending', created_at: 1, updated_at: 1 };
    for (const [one, two] of [
      [id, ann.id],
      [ann.id, id],
    ] as const) {
      await insert('follow', { user_id: one, target_id: two, created_at: 1 });
      await insert('blacklist', { user_id: one, target_id: two, created_at: 1 });
      await insert('friend_application', { ...asked, user_id: one, target_id: two, note: 'please' });
    }
    await insert('known_visitor', { external_id: `site-${id}`, user_id: id, created_at: 1, email: 'me@shop.example' });
    await insert('user_right', { user_id: id, code: 'name.reserved', created_at: 1 });
    await insert('group_application', { ...asked, group_id: groupId, user_id: ann.id, note: 'let me in', inviter_id: id, handler_id: id });
    await insert('group_application', { ...asked, group_id: theirs, user_id: id, note: 'let me in' });
    await insert('group_mark', { group_id: theirs, user_id: id, muted_until: 7, banned_at: 8, banned_by: ann.id });
    await insert('group_mark', { group_id: groupId, user_id: ann.id, banned_by: id });
    await insert('notice_person', { user_id: id, conversation_id: theirs, seq: 1 });
    const ticket = { kind: 'group', target_id: groupId, maker_id: id, created_at: 1, expires_at: 2 ** 42 };
    await insert('ticket', ticket);
    target.app.invalidate([`group:${groupId}`, `group:${theirs}`, `relation:${id}:${ann.id}`, `relation:${ann.id}:${id}`]);
  }

  async function exported(user: TestUser): Promise<Entries> {
    const response = await fetch(`${target.url}/api/chat/export`, { headers: { token: user.token } });
    assert.equal(response.status, 200);
    return (await response.json()) as Entries;
  }

  it('G27 every table is exported, or it is said why not', async () => {
    assert.deepEqual([...(await columnsOfAll(target)).keys()].toSorted(), Object.keys(TABLES).toSorted());
  });

  whereThereIs('friend', it)('G27 an export holds every column of what is kept, or it is said why not', async () => {
    await live();
    const file = await exported(me);
    const tables = await columnsOfAll(target);
    for (const [table, shown] of Object.entries(TABLES)) {
      if (typeof shown === 'string' || (table === 'upload' && !hasUnit('file'))) continue;
      const { as = {}, without = {} } = shown;
      const keys = new Set(shown.in.flatMap((name) => keysOf(file[name], name)));
      const columns = tables.get(table) ?? assert.fail(table);
      const missing = columns.filter((column) => !Object.hasOwn(without, column) && !keys.has(as[column] ?? column));
      assert.deepEqual(missing, [], table);
      assert.deepEqual(
        Object.keys(without).filter((column) => !columns.includes(column)),
        [],
        table,
      );
    }
    const text = JSON.stringify(file);
    for (const value of [`site-${me.id}`, 'me@shop.example', `send/${me.username}`, 'show_presence', 'show_profile', 'let me in'])
      assert.ok(text.includes(value), value);
  });

  whereThereIs('friend', it)('G03 an erasure leaves no column that names the account, or it is said why', async () => {
    await live();
    const named = async (): Promise<string[]> => {
      const found: string[] = [];
      for (const [table, columns] of await columnsOfAll(target)) {
        for (const column of columns.filter((name) => NAMES_USER.test(name))) {
          const rows = await target.app.sql.query(`SELECT 1 AS one FROM \`${table}\` WHERE ${column} = ? LIMIT 1`, [me.id]);
          if (rows.length > 0) found.push(`${table}.${column}`);
        }
      }
      return found;
    };
    const before = await named();
    // What is not there before cannot be seen to go.
    const all = [...(await columnsOfAll(target))].flatMap(([table, columns]) =>
      columns.filter((name) => NAMES_USER.test(name)).map((name) => `${table}.${name}`),
    );
    const unseen = all.filter((column) => !before.includes(column) && !Object.hasOwn(STAYS, column));
    assert.deepEqual(unseen, []);
    assert.deepEqual(
      Object.keys(STAYS).filter((column) => !all.includes(column)),
      [],
    );
    await target.app.createAnonymousContext().service.erasure.erase(me.id);
    assert.deepEqual(
      (await named()).filter((column) => !Object.hasOwn(STAYS, column)),
      [],
    );
    const [row] = await target.app.sql.query('SELECT * FROM user WHERE id = ?', [me.id]);
    const { id: _, uuid: __, created_at: ___, updated_at: ____, ...rest } = row ?? {};
    const blank = { username: `erased_${me.id}`, username_key: `~${me.id}`, nickname: '已注销用户', role: 'user', status: 3 };
    const none = { password_hash: null, avatar: '', device_id: null, chatset: null, profile: null, login_at: null, name_key: '' };
    assert.deepEqual(
      { ...rest },
      { ...blank, ...none, invite_confirm: 1, show_presence: 1, show_profile: 0, find_key: `erased_${me.id}\n已注销用户` },
    );
  });
});

/** Names of what an object of the file, or the entries of a list, hold. */
function keysOf(part: unknown, name: string): string[] {
  const entries = Array.isArray(part) ? (part as Entries[]) : [part as Entries];
  assert.ok(entries.length > 0, `${name} is not empty`);
  return entries.flatMap((entry) => Object.keys(entry));
}
