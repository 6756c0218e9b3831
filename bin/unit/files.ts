import type { UnitName } from './name.ts';

/** Whose text stands between the lines of a file. */
type Template = (name: UnitName) => string;

/** A unit that keeps texts of its users: a route for writing and one for reading, a failure, a table, and a test of all of it. */
const FILES: Readonly<Record<string, Template>> = {
  'plugin.ts': ({ kebab }) => `import { definePlugin, type ControllersOf, type InstancesOf, type ShapeOf } from '@foyer-chat/foyer/kernel';
import type * as controllers from './app/controller/index.ts';
import type errors from './app/error.ts';
import type * as services from './app/service/index.ts';

/** What it is for, in one sentence. */
export default definePlugin({ name: '${kebab}', path: import.meta.dirname, dependencies: ['sequelize', 'validate'] });

// What the folders add to the types: a wrong path here does not compile.
declare module '@foyer-chat/foyer/kernel' {
  interface Controllers extends ControllersOf<typeof controllers> {}
  interface Errors extends ShapeOf<typeof errors> {}
  interface Services extends InstancesOf<typeof services> {}
}
`,
  'README.md': ({ kebab }) => `# ${kebab}

| route | does |
|---|---|
| \`POST /api/${kebab}\` | keeps a text of the caller |
| \`GET /api/${kebab}\` | gives the caller's texts, newest first |
`,
  'rule.ts': ({ kebab }) => `import { rule, text, z } from '@foyer-chat/foyer/validate';

/** POST /api/${kebab} */
export const add = rule({
  zh: '添加',
  en: 'Add a text',
  fields: { text: text({ zh: '内容', en: 'Text', min: 1, max: 200 }) },
  answer: z.literal('ok'),
});

/** GET /api/${kebab} */
export const list = rule({ zh: '列表', en: 'List my texts', in: 'query', fields: {}, answer: z.array(z.string()) });
`,
  'app/error.ts': ({ snake }) => `/** Failures of this unit, in both languages. */
export default {
  ${snake}_full: { status: 409, zh: '最多保存 {most} 条', en: 'No more than {most} texts can be kept' },
} as const;
`,
  'app/migration/0001-text.ts': ({ snake }) => `import type { Migration } from '@foyer-chat/foyer/sql';

/** Texts of users. Once it was released it is never changed: what comes later is another file. */
const migration: Migration = {
  async up({ sql, dialect }) {
    const id = dialect === 'mysql' ? 'BIGINT NOT NULL PRIMARY KEY AUTO_INCREMENT' : 'INTEGER PRIMARY KEY AUTOINCREMENT';
    await sql.execute(
      \`CREATE TABLE IF NOT EXISTS ${snake}_text (id \${id}, user_id BIGINT NOT NULL, text VARCHAR(200) NOT NULL, created_at BIGINT NOT NULL)\`,
    );
  },

  async down({ sql }) {
    await sql.execute('DROP TABLE IF EXISTS ${snake}_text');
  },
};

export default migration;
`,
  'app/privacy.ts': ({ snake }) => `import { definePrivacy } from '@foyer-chat/foyer/app';

/** What this unit holds of people: an export shows it, an erasure takes it. */
export default definePrivacy({
  sections: [
    {
      name: '${snake}_texts',
      sql: 'SELECT id AS page_key, text, created_at FROM ${snake}_text WHERE user_id = ? AND id > ? ORDER BY id LIMIT ?',
    },
  ],
  erase: (tx, { userId }) => tx.execute('DELETE FROM ${snake}_text WHERE user_id = ?', [userId]),
});
`,
  'app/service/index.ts': ({ kebab, camel }) => `export { default as ${camel} } from './${kebab}.ts';
`,
  'app/service/NAME.ts': ({ pascal, snake }) => `import { fail } from '@foyer-chat/foyer/app';
import { Service } from '@foyer-chat/foyer/kernel';

/** Texts that one user may keep. */
const MOST = 100;

/** Texts of users. */
export default class ${pascal}Service extends Service {
  /** Keeps a text; fails with ${snake}_full when there are too many. */
  async add(userId: number, text: string): Promise<void> {
    const texts = await this.list(userId);
    if (texts.length >= MOST) fail('${snake}_full', { most: MOST });
    const values = [userId, text, Date.now()];
    await this.app.sql.execute('INSERT INTO ${snake}_text (user_id, text, created_at) VALUES (?, ?, ?)', values);
  }

  /** The texts of a user, newest first. */
  async list(userId: number): Promise<string[]> {
    const sql = 'SELECT text FROM ${snake}_text WHERE user_id = ? ORDER BY id DESC';
    const rows = await this.app.sql.query<{ text: string }>(sql, [userId]);
    return rows.map(({ text }) => text);
  }
}
`,
  'app/controller/index.ts': ({ kebab, camel }) => `export { default as ${camel} } from './${kebab}.ts';
`,
  'app/controller/NAME.ts': ({ kebab, camel, pascal }) => `import { Controller } from '@foyer-chat/foyer/kernel';
import { add } from '../../rule.ts';

/** Reads requests and answers. */
export default class ${pascal}Controller extends Controller {
  /** POST /api/${kebab} */
  async add(): Promise<void> {
    const { text } = this.ctx.input(add);
    await this.service.${camel}.add(this.ctx.identity.user.id, text);
    this.ctx.ok('ok');
  }

  /** GET /api/${kebab} */
  async list(): Promise<void> {
    this.ctx.ok(await this.service.${camel}.list(this.ctx.identity.user.id));
  }
}
`,
  'app/router.ts': ({ kebab, camel }) => `import type { Application } from '@foyer-chat/foyer/kernel';
import { add, list } from '../rule.ts';

/** The routes: who may come in, which parameters, which action. */
export default function router({ router, controller, step }: Application): void {
  router.post('/api/${kebab}', step.access(), step.accept(add), controller.${camel}.add);
  router.get('/api/${kebab}', step.access(), step.accept(list), controller.${camel}.list);
}
`,
  'test/NAME.test.ts': ({ kebab, snake }) => `import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { bootApp, createUser, type TestApp } from '@foyer-chat/foyer/test';

describe('${kebab}', () => {
  let target: TestApp;
  before(async () => {
    target = await bootApp({ ownDir: path.resolve(import.meta.dirname, '../../..') });
  });
  after(() => target.close());

  it('keeps the texts of each user', async () => {
    const [ann, ben] = [await createUser(target), await createUser(target)];
    assert.equal((await target.api.as(ann.token).post('/api/${kebab}', { text: 'hello' })).status, 200);
    assert.deepEqual((await target.api.as(ann.token).get('/api/${kebab}')).data, ['hello']);
    assert.deepEqual((await target.api.as(ben.token).get('/api/${kebab}')).data, []);
  });

  it('refuses a text too many, in the language of the caller', async () => {
    const ann = await createUser(target);
    const api = target.api.as(ann.token).with({ 'accept-language': 'en' });
    for (let count = 0; count < 100; count += 1) {
      await target.app.sql.execute('INSERT INTO ${snake}_text (user_id, text, created_at) VALUES (?, ?, ?)', [ann.id, 'x', count]);
    }
    const { status, code, data } = await api.post('/api/${kebab}', { text: 'one more' });
    assert.deepEqual([status, code, data], [409, '${snake}_full', 'No more than 100 texts can be kept']);
  });

  it('is closed to strangers', async () => {
    assert.equal((await target.api.get('/api/${kebab}')).code, 'token_missing');
  });
});
`,
};

/** The files of a new unit, by their paths in its folder. */
export function filesOf(name: UnitName): ReadonlyMap<string, string> {
  return new Map(Object.entries(FILES).map(([file, template]) => [file.replace('NAME', name.kebab), template(name)]));
}
