import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, it } from 'mocha';
import type { Unit } from '#kernel';
import { ErrorCatalogue } from '../../../app/error/catalogue.ts';

const OWN = { user_missing: { status: 401, zh: '用户不存在', en: 'There is no such user' } } as const;
const GOOD = { word_banned: { status: 400, zh: '不能写{word}', en: '{word} is not allowed here' } };

describe('error/catalogue', () => {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true });
  });

  function unit(name: string, table: unknown, type: Unit['type'] = 'plugin'): Unit {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-unit-'));
    folders.push(folder);
    fs.mkdirSync(path.join(folder, 'app'));
    fs.writeFileSync(path.join(folder, 'app/error.mjs'), `export default ${JSON.stringify(table)};`);
    return { type, name, path: folder };
  }

  it('U1 knows what plugins add beside what the app has', async () => {
    const catalogue = new ErrorCatalogue(OWN);
    assert.equal(catalogue.find('word_banned'), undefined);
    await catalogue.load([unit('words', GOOD)]);
    assert.deepEqual([catalogue.find('word_banned')?.en, catalogue.find('user_missing')?.status], ['{word} is not allowed here', 401]);
    for (const text of ['toString', '__proto__', '']) assert.equal(catalogue.find(text), undefined, text);
  });

  it('U1 takes a unit again, for the next application of the process', async () => {
    const catalogue = new ErrorCatalogue(OWN);
    const words = unit('words', GOOD);
    await catalogue.load([words]);
    await catalogue.load([words]);
    assert.ok(catalogue.find('word_banned'));
  });

  it('U1 refuses a code that somebody has, and names both files', async () => {
    const catalogue = new ErrorCatalogue(OWN);
    await assert.rejects(
      catalogue.load([unit('words', { user_missing: GOOD.word_banned })]),
      /error\.mjs: the code user_missing is taken by the app/,
    );
    const [first, second] = [unit('words', GOOD), unit('others', GOOD)];
    await assert.rejects(catalogue.load([first, second]), {
      name: 'BootError',
      message: `${second.path}/app/error.mjs: the code word_banned is taken by ${first.path}/app/error.mjs: rename it`,
    });
  });

  for (const [table, problem] of [
    [null, /must export an object/],
    [{ banned: GOOD.word_banned }, /the code banned must be two words or more/],
    [{ word_banned: {} }, /word_banned must have a status/],
    [{ word_banned: { ...GOOD.word_banned, status: 418 } }, /must have a status/],
    [{ word_banned: { status: 400, zh: '不能写' } }, /the texts zh and en/],
    [{ word_banned: { ...GOOD.word_banned, en: 'not allowed' } }, /the same values in both languages/],
  ] as const) {
    it(`U1 refuses ${JSON.stringify(table)}`, async () => {
      await assert.rejects(new ErrorCatalogue(OWN).load([unit('words', table)]), { name: 'BootError', message: problem });
    });
  }
});
