import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, it } from 'mocha';
import type { Unit } from '#kernel';
import { Holdings } from '../../../app/people/holdings.ts';

const SECTION = `{ name: 'notes', sql: 'SELECT 1' }`;
const RETENTION = `{ name: 'notes', table: 'note', key: 'id', columns: ['created_at'], keep: () => 7 }`;

describe('people/holdings', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true });
  });

  function unit(text: string, type: Unit['type'] = 'plugin'): Unit {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-unit-'));
    folders.push(folder);
    fs.mkdirSync(path.join(folder, 'app'));
    fs.writeFileSync(path.join(folder, 'app/privacy.mjs'), `export default ${text};`);
    return { type, name: path.basename(folder), path: folder };
  }

  it('U14 has what each unit holds, the app’s first', async () => {
    const people = new Holdings();
    await people.load([
      unit(`{ sections: [${SECTION}, { name: 'album', read: async () => ({}) }], retention: [${RETENTION}] }`),
      unit(`{}`),
      unit(`{ sections: [{ name: 'account', read: async () => ({}) }] }`, 'app'),
      unit(`{ sections: [{ name: 'orders', sql: 'SELECT 1' }] }`, 'own'),
    ]);
    assert.deepEqual(
      people.sections.map(({ name }) => name),
      ['account', 'notes', 'album', 'orders'],
    );
    assert.deepEqual(
      people.retention.map(({ name }) => name),
      ['notes'],
    );
  });

  for (const [kind, text] of [
    ['section', `{ sections: [${SECTION}] }`],
    ['retention', `{ retention: [${RETENTION}] }`],
  ] as const) {
    it(`U14 refuses a ${kind} that two units have, and names both files`, async () => {
      const [first, second] = [unit(text), unit(text)];
      await assert.rejects(new Holdings().load([first, second]), {
        name: 'BootError',
        message: `${second.path}/app/privacy.mjs: the ${kind} notes is taken by ${first.path}/app/privacy.mjs: rename it`,
      });
      const own = kind === 'section' ? text.replace('notes', 'exported_at') : text.replace('notes', 'visitors');
      await assert.rejects(new Holdings().load([unit(own)]), /is taken by the app: rename it/);
    });
  }

  for (const [text, problem] of [
    ['null', /must export definePrivacy/],
    ['{ section: [] }', /must export definePrivacy/],
    [`{ sections: 'notes' }`, /must export definePrivacy/],
    [`{ erase: 'DELETE' }`, /must export definePrivacy/],
    [`{ sections: [{ name: 'notes' }] }`, /a section must have a name, and either sql or read/],
    [`{ sections: [{ name: '', sql: 'SELECT 1' }] }`, /a section must have a name/],
    [`{ sections: [{ name: 'notes', sql: 'SELECT 1', read() {} }] }`, /either sql or read/],
    [`{ retention: [{ name: 'notes', table: 'note' }] }`, /a retention must have name, table, key, columns and keep/],
  ] as const) {
    it(`U14 refuses ${text}, and names the file`, async () => {
      const one = unit(text);
      await assert.rejects(new Holdings().load([one]), (error: Error) => {
        assert.equal(error.name, 'BootError');
        assert.ok(error.message.startsWith(`${one.path}/app/privacy.mjs`));
        assert.match(error.message, problem);
        return true;
      });
    });
  }
});
