import assert from 'node:assert/strict';
import fs from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { ROOT } from '../../plugins/page/root.ts';
import { createUser } from '../support/factory.ts';
import { describeStores } from '../support/matrix.ts';
import { UNLIMITED } from '../support/routes/boot.ts';
import { callRow, send, type Reply } from '../support/routes/call.ts';
import { Description } from '../support/routes/description.ts';
import { RECIPES } from '../support/routes/recipes.ts';
import { Scene } from '../support/routes/scene.ts';
import { readTable, ROLES, type Role, type Row } from '../support/routes/table.ts';

const rows = readTable();
/** Who sees what is in the group. */
const INSIDE: ReadonlySet<Role> = new Set(['visitor inside', 'member', 'admin', 'owner']);
/** They try ids of others. */
const SIGNED_IN = ['visitor', 'visitor inside', 'user', 'non-member', 'member', 'admin', 'owner'] as const;
/** What is kept, as it is kept. */
const EXPORT = '/api/chat/export';
/** What is served from the built pages, which a checkout need not have. */
const BUILT: Readonly<Record<string, string>> = {
  'GET /': 'shop/index.html',
  'GET /app': 'app/index.html',
  'GET /app/': 'app/index.html',
  'GET /app/*path': 'app/index.html',
  'GET /join': 'app/index.html',
  'GET /widget.js': 'widget.js',
  'GET /continue': 'widget/panel.html',
  'GET /widget/*path': 'widget/panel.html',
};

describeStores('every route', (store) => {
  // What differs between stores differs between these two.
  if (store.name === 'mariadb') return;

  const target = store.serve({ config: UNLIMITED });
  let others: Scene;
  let callers: Scene;
  let description: Description;

  before(async () => {
    await createUser(target, { username: target.app.config.page.account });
    description = await Description.of(target);
    [others, callers] = [await Scene.make(target), await Scene.make(target)];
  });

  it('stands in docs/routes.md, and no other', () => {
    const declared = new Set(target.app.router.routes.map(({ verb, path }) => `${verb} ${path}`));
    const described = new Set(rows.map(({ verb, path }) => `${verb} ${path}`));
    assert.deepEqual({ missing: without(declared, described), unknown: without(described, declared) }, { missing: [], unknown: [] });
  });

  it('says in /openapi.json what it answers', () => {
    assert.deepEqual(
      target.app.router.routes.filter((route) => !description.isAnswered(route)).map(({ path }) => path),
      [],
    );
  });

  it('is described by a document of OpenAPI 3.1', async () => {
    const { text } = await send(target, { verb: 'get', address: '/openapi.json', token: undefined });
    const { valid, errors } = await new Validator().validate(JSON.parse(text) as Record<string, unknown>);
    assert.ok(valid, JSON.stringify(errors));
  });

  it('has a call for each row', () => {
    const titles = new Set(rows.map(({ title }) => title));
    const callable = new Set(Object.keys(RECIPES));
    assert.deepEqual({ missing: without(titles, callable), unknown: without(callable, titles) }, { missing: [], unknown: [] });
  });

  for (const row of rows) {
    it(`D10 ${row.title} answers each role as the table says`, async () => {
      const scene = await Scene.make(target);
      const got: Record<string, string> = {};
      for (const role of ROLES) {
        const reply = await callRow(target, row, { call: await RECIPES[row.title]!(scene, role), token: scene.token(role) });
        got[role] = answerOf(row, reply);
        assert.deepEqual(leaksOf(scene, role, reply), [], `${role} learns too much`);
        assert.deepEqual(description.faultsOf(row, reply), [], `${role} is answered as /openapi.json says`);
        assert.deepEqual(row.path === EXPORT ? [] : emptyPicturesIn(reply), [], 'G94 nobody is shown without a picture');
      }
      assert.deepEqual(got, row.expected);
      if (row.rowOf) assert.equal(got[row.rowOf], '200', 'the row belongs to who may use it');
    });
  }

  for (const row of rows.filter(({ foreign }) => foreign !== undefined)) {
    it(`D10 ${row.title} answers everybody alike about what others have`, async () => {
      // A call that is refused changes nothing for the next one.
      const scene = row.foreign === '200' ? await Scene.make(target) : callers;
      for (const role of SIGNED_IN) {
        const reply = await callRow(target, row, { call: await RECIPES[row.title]!(others, role), token: scene.token(role) });
        const isClosed = row.expected[role].endsWith('visitor_refused');
        assert.equal(answerOf(row, reply), isClosed ? row.expected[role] : row.foreign, role);
        assert.deepEqual(leaksOf(others, 'no token', reply), [], `${role} learns too much`);
        assert.deepEqual(description.faultsOf(row, reply), [], `${role} is answered as /openapi.json says`);
      }
    });
  }
});

function without(all: ReadonlySet<string>, some: ReadonlySet<string>): string[] {
  return [...all].filter((item) => !some.has(item));
}

function answerOf(row: Row, { answer }: Reply): string {
  const page = BUILT[row.title];
  return page !== undefined && answer === '404 not_found' && !fs.existsSync(`${ROOT}/web/${page}`) ? '200' : answer;
}

/** Pictures of an answer whose address is empty, with what stands before them. */
function emptyPicturesIn({ text }: Reply): string[] {
  return text.match(/.{0,80}"\w*avatar\w*":\s*(?:""|null)/gi) ?? [];
}

/** What an answer holds that its receiver must not see. */
function leaksOf(scene: Scene, role: Role, { status, text }: Reply): string[] {
  const { secret, remark, people } = scene;
  const isRefused = status >= 400;
  const hidden = [
    ...(isRefused || !INSIDE.has(role) ? [secret] : []),
    ...(isRefused || role !== 'owner' ? [remark] : []),
    ...Object.values(people).map(({ token }) => token),
    '$argon2',
    'password_hash',
    'token_hash',
  ];
  return hidden.filter((word) => text.includes(word));
}
