import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Unit } from '#kernel';
import { RightCatalogue } from '../../../app/right/catalogue.ts';
import { anew } from '../../support/anew.ts';
import type { Api } from '../../support/api.ts';
import { createUser, createVisitor } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import { refused } from '../../support/refused.ts';
import { servicesOf } from '../../support/ticket.ts';
import gate from './gate/plugin.ts';

const MISSING = ['403 right_missing', '您没有此项权限：开门'] as const;

describeStores('rights of units', (store) => {
  const target = store.serve({ plugins: { gate } });
  const user = anew(() => createUser(target));
  const ask = (client: Api): ReturnType<Api['get']> => client.get('/api/gate');

  it('U11 a route that asks for one refuses others, and names it in both languages', async () => {
    const other = await createUser(target);
    refused(await ask(target.api.as(user.token)), ...MISSING);
    await servicesOf(target).right.grant(user.id, 'gate.open');
    assert.equal((await ask(target.api.as(user.token))).status, 200);
    refused(await ask(target.api.as(other.token)), ...MISSING);
    const inEnglish = await ask(target.api.as(other.token).with({ 'accept-language': 'en' }));
    refused(inEnglish, '403 right_missing', 'You lack the right to open the gate');
    refused(await ask(target.api), '401 token_missing', '您没有权限访问即时通讯接口');
  });

  it('U11 what is taken away is away from the next request on, and nobody else’s is', async () => {
    const { right } = servicesOf(target);
    const other = await createUser(target);
    for (const { id } of [user, other]) await right.grant(id, 'gate.open');
    assert.equal((await ask(target.api.as(user.token))).status, 200);
    assert.deepEqual([await right.revoke(user.id, 'gate.open'), await right.revoke(user.id, 'gate.open')], [true, false]);
    refused(await ask(target.api.as(user.token)), ...MISSING);
    assert.equal((await ask(target.api.as(other.token))).status, 200);
  });

  it('U11 granted twice is granted once; a visitor is granted none, nor is who is not there', async () => {
    const { right } = servicesOf(target);
    for (const _ of [1, 2]) await right.grant(user.id, 'gate.open');
    assert.deepEqual(await right.of([user.id, 2 ** 40]), new Map([[user.id, ['gate.open']]]));
    const visitor = await createVisitor(target);
    await assert.rejects(right.grant(visitor.id, 'gate.open'), { code: 'visitor_refused' });
    await assert.rejects(right.grant(2 ** 40, 'gate.open'), { code: 'user_not_found' });
    refused(await ask(target.api.as(visitor.token)), ...MISSING);
  });

  it('U11 asks the store once, and not at all on a route without', async () => {
    const asked: string[] = [];
    const { sql } = target.app;
    const query = sql.query.bind(sql);
    Object.assign(sql, {
      query: (text: string, params?: readonly (string | number | null)[]) => {
        asked.push(text);
        return query(text, params);
      },
    });
    try {
      await target.api.as(user.token).get('/api/gate/all');
      assert.equal(asked.filter((text) => text.includes('user_right')).length, 0);
      for (const _ of [1, 2, 3]) refused(await ask(target.api.as(user.token)), ...MISSING);
      assert.equal(asked.filter((text) => text.includes('user_right')).length, 1);
    } finally {
      Object.assign(sql, { query });
    }
  });

  it('U11 goes with the account, and stands in its export until then', async () => {
    const { right, erasure } = servicesOf(target);
    await right.grant(user.id, 'gate.open');
    const { sql, people } = target.app;
    const section = people.sections.find(({ name }) => name === 'rights');
    assert.ok(section && 'sql' in section);
    const rights = await sql.query<{ code: string }>(section.sql, [user.id, 0, 10]);
    assert.deepEqual(
      rights.map(({ code }) => code),
      ['gate.open'],
    );
    await erasure.erase(user.id);
    assert.equal((await right.of([user.id])).size, 0);
    assert.equal(await right.may({ user: { ...user, id: user.id } as never }, 'gate.open'), false);
  });

  it('U11 lets the app’s own first one bear a reserved name', async () => {
    const rename = (): ReturnType<Api['post']> =>
      target.api.as(user.token).post('/api/chat/updateUserinfo', { fieldname: 'nickname', fieldValue: '客服' });
    refused(await rename(), '409 name_reserved', '该名称不可使用，请换一个');
    await servicesOf(target).right.grant(user.id, 'name.reserved');
    assert.equal((await rename()).status, 200);
  });

  it('U11 the description of the API says 403 where one is asked for', async () => {
    const { paths } = (await (await fetch(`${target.url}/openapi.json`)).json()) as {
      paths: Record<string, { get?: { responses: object } }>;
    };
    assert.ok('403' in (paths['/api/gate']?.get?.responses ?? {}));
    assert.ok(!('403' in (paths['/api/gate/all']?.get?.responses ?? {})));
  });
});

describe('app/right', () => {
  const folders: string[] = [];
  after(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })));

  function unitWith(text: string): Unit {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-unit-'));
    folders.push(folder);
    fs.mkdirSync(path.join(folder, 'app'));
    fs.writeFileSync(path.join(folder, 'app/right.mjs'), text);
    return { type: 'plugin', name: path.basename(folder), path: folder };
  }

  const stops = (units: readonly Unit[], message: RegExp): Promise<void> =>
    assert.rejects(new RightCatalogue().load(units), { name: 'BootError', message });

  it('U11 a right that is declared twice stops the start, and the message names both files', async () => {
    const [one, two] = ['a', 'b'].map(() => unitWith(`export default { 'a.b': { zh: '甲', en: 'b' } };`)) as [Unit, Unit];
    await stops([one, two], new RegExp(`the right a\\.b is defined twice, by ${one.path}.* and by ${two.path}.*: rename one`));
  });

  it('U11 so does one that is not declared as it must be, and one that a route asks for and nobody declares', async () => {
    await stops([unitWith('export default 5;')], /right\.mjs must export defineRights/);
    await stops([unitWith(`export default { open: { zh: '甲', en: 'b' } };`)], /the right open must be an area and a word/);
    await stops([unitWith(`export default { 'a.b': { zh: '甲' } };`)], /the right a\.b must have the texts zh and en/);
    const catalogue = new RightCatalogue();
    catalogue.ask('gate.shut');
    await assert.rejects(catalogue.load([]), { name: 'BootError', message: /asks for the right gate\.shut, which no unit declares/ });
  });
});
