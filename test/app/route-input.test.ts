import assert from 'node:assert/strict';
import type { Api } from '../support/api.ts';
import { createUser, setStatus, type TestUser } from '../support/factory.ts';
import { describeStores } from '../support/matrix.ts';
import { UNLIMITED } from '../support/routes/boot.ts';
import { addressOf, callRow, send } from '../support/routes/call.ts';
import { fieldsOf, readDocumented, type Documented } from '../support/routes/fields.ts';
import { probesOf } from '../support/routes/probe.ts';
import { RECIPES } from '../support/routes/recipes.ts';
import { Scene } from '../support/routes/scene.ts';
import { readTable } from '../support/routes/table.ts';
import { variantsOf } from '../support/routes/variant.ts';
import { whereThereIs } from '../support/has-unit.ts';
import { servicesOf } from '../support/ticket.ts';

const rows = readTable();
/** Names under which the originals took the caller from the body. */
const IDENTITIES = ['user_id', 'userid', 'uid', 'from_id', 'sender_id', 'owner_id', 'inviter_id', 'inviteUser', 'maker_id', 'id'] as const;
/** As an administrator leaves an account that is looked into. */
const LOCKED = 2;
/** Everything below `/app/` is a view of the messenger, `/app//` too. */
const WITH_VIEWS: ReadonlySet<string> = new Set(['/', '/app', '/app/']);

describeStores('parameters of every route', (store) => {
  if (store.name === 'mariadb') return;

  const target = store.serve({ config: UNLIMITED });
  let documented: Documented;
  let scene: Scene;

  before(async () => {
    await createUser(target, { username: target.app.config.page.account });
    documented = await readDocumented(target);
    scene = await Scene.make(target);
  });

  for (const row of rows)
    it(`D13 ${row.title} takes no page, limit or id that is none`, async () => {
      const call = await RECIPES[row.title]!(scene, 'owner');
      const problems: string[] = [];
      for (const { name, place, value, wanted } of fieldsOf(documented, row).flatMap(probesOf)) {
        const changed = { ...call, [place]: { ...call[place], [name]: value } };
        const { answer } = await callRow(target, row, { call: changed, token: scene.token('owner') });
        if (!wanted.test(answer)) problems.push(`${name} ${JSON.stringify(value)} in the ${place}: ${answer}`);
      }
      assert.deepEqual(problems, []);
    });

  for (const row of rows.filter(({ path }) => !path.includes('*') && !WITH_VIEWS.has(path)))
    it(`D08 ${row.title} is reached by its path and no other`, async () => {
      const call = await RECIPES[row.title]!(scene, 'owner');
      const got = new Map<string, string>();
      for (const address of variantsOf(row, addressOf(row, call)))
        for (const role of ['no token', 'owner'] as const) {
          const { answer } = await send(target, { verb: row.verb, address, token: scene.token(role) }, call);
          // `/code/createX` is an address of `/code/:id`, which takes no POST.
          if (answer !== '404 not_found' && answer !== '405 method_not_allowed') got.set(`${address} as ${role}`, answer);
        }
      assert.deepEqual([...got], []);
    });

  for (const row of rows.filter(({ verb }) => verb === 'post'))
    it(`D09 ${row.title} does nothing by another method`, async () => {
      const call = await RECIPES[row.title]!(scene, 'owner');
      const isRead = rows.some(({ verb, path }) => verb === 'get' && shapeOf(path) === shapeOf(row.path));
      for (const verb of ['put', 'patch', 'delete', ...(isRead ? [] : ['get'])]) {
        const { answer } = await send(target, { verb, address: addressOf(row, call), token: scene.token('owner') });
        // GET `/code/create` is the code of a group whose number is no number.
        assert.match(answer, /^(405 method_not_allowed|422 input_type)$/, verb);
      }
    });

  it('D03 D05 every route that asks for a token refuses one that is no good', async () => {
    const { owner, admin, member, user } = (await Scene.make(target)).people;
    await target.api.as(owner.token).post('/api/chat/logout');
    await setStatus(target, member.id, LOCKED);
    await servicesOf(target).erasure.erase(user.id);
    const tokens = {
      'no token at all': ['x', '401 token_invalid'],
      forged: [forged(owner.token, admin.id), '401 token_invalid'],
      'of a session that ended': [owner.token, '401 token_invalid'],
      'of a locked account': [member.token, '401 user_disabled'],
      'of an erased account': [user.token, '401 user_disabled'],
    } as const;
    for (const row of rows.filter(({ expected }) => expected['no token'] === '401 token_missing')) {
      const call = await RECIPES[row.title]!(scene, 'owner');
      for (const [name, [token, wanted]] of Object.entries(tokens))
        assert.equal((await callRow(target, row, { call, token })).answer, wanted, `${row.title}, a token ${name}`);
    }
  });

  // Last: these calls do what they say.
  for (const row of rows.filter(({ verb }) => verb === 'post'))
    it(`D09 ${row.title} asks neither body nor query who is calling`, async () => {
      const own = await Scene.make(target);
      const known = new Set(fieldsOf(documented, row).map(({ name }) => name));
      const names = IDENTITIES.filter((name) => !known.has(name));
      const ids = Object.fromEntries(names.map((name) => [name, own.id('owner')]));
      const pose = { ...ids, role: 'admin', is_admin: true, uuid: own.people.owner.uuid };
      for (const role of ['no token', 'visitor', 'user', 'member'] as const) {
        const call = await RECIPES[row.title]!(own, role);
        const posing = { ...call, query: { ...pose, ...call.query }, ...(!call.form && { body: { ...pose, ...call.body } }) };
        assert.equal((await callRow(target, row, { call: posing, token: own.token(role) })).answer, row.expected[role], role);
      }
    });

  describe('D09 what somebody does who poses as another', () => {
    let poser: TestUser;
    let victim: TestUser;
    let as: Api;
    let pose: Readonly<Record<string, unknown>>;

    before(async () => {
      const { people } = await Scene.make(target);
      [poser, victim] = [people.user, people.owner];
      as = target.api.as(poser.token);
      pose = { ...Object.fromEntries(IDENTITIES.map((name) => [name, victim.id])), role: 'admin', token: victim.token };
    });

    /** The one value that a statement finds for a row that was just made. */
    const stored = async (statement: string): Promise<unknown> => {
      const [row] = await target.app.sql.query<{ found: unknown }>(`${statement} ORDER BY id DESC LIMIT 1`);
      return row?.found;
    };

    it('is sent in the poser’s name', async () => {
      const body = { sendto_id: scene.id('admin'), chatType: 'single', type: 'text', data: 'a text', from_name: 'the victim' };
      const { data } = await as.post<{ from_id: number; from_name: string }>('/api/chat/socket/sendmessage', { ...pose, ...body });
      assert.deepEqual([data.from_id, data.from_name], [poser.id, poser.username]);
    });

    whereThereIs('friend', it)('is asked in the poser’s name', async () => {
      await as.post('/api/chat/applyfriend', { ...pose, friend_id: scene.id('admin') });
      assert.equal(await stored('SELECT user_id AS found FROM friend_application'), poser.id);
    });

    it('makes the poser’s room, and the poser’s code to it', async () => {
      const { data } = await as.post<{ id: number }>('/api/chat/room/create', { ...pose, name: 'a room of the poser' });
      assert.equal(await stored('SELECT owner_id AS found FROM chat_group'), poser.id);
      await as.post('/api/chat/code/create', { ...pose, id: data.id });
      assert.equal(await stored('SELECT maker_id AS found FROM ticket'), poser.id);
    });

    it('brings the poser into a room, by nobody’s invitation', async () => {
      const id = await scene.room();
      await as.post('/api/chat/room/join', { ...pose, id });
      const members = await target.app.sql.query('SELECT user_id, inviter_id FROM member WHERE conversation_id = ? AND user_id IN (?, ?)', [
        id,
        poser.id,
        victim.id,
      ]);
      assert.deepEqual(
        members.map((row) => ({ ...row })),
        [{ user_id: poser.id, inviter_id: 0 }],
      );
    });

    it('changes the poser’s name', async () => {
      await as.post('/api/chat/updateUserinfo', { ...pose, fieldname: 'nickname', fieldValue: 'the poser' });
      const users = await target.app.sql.query<{ id: number }>(`SELECT id FROM user WHERE nickname = 'the poser'`);
      assert.deepEqual(
        users.map(({ id }) => id),
        [poser.id],
      );
    });
  });
});

/** What a path matches, whatever its parameters are called. */
function shapeOf(path: string): string {
  return path.replaceAll(/:\w+/g, ':');
}

/** A token that says it is another's, with the signature of the first. */
function forged(token: string, userId: number): string {
  const [head, claims = '', signature] = token.split('.');
  const said = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
  const changed = Buffer.from(JSON.stringify({ ...said, sub: userId, role: 'admin' })).toString('base64url');
  return [head, changed, signature].join('.');
}
