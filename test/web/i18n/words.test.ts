import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const NO_AREA = ['area.ts', 'index.ts', 'locale.ts'];

/** What one thing is called in one way, and what it must not be called beside it. */
const RULES: readonly (readonly [language: 'zh' | 'en', wrong: RegExp, instead: string])[] = [
  ['zh', /账户|帐号|帐户/, '账号'],
  ['zh', /你(?!们)/, '您'],
  ['zh', /房间/, '公开群'],
  ['en', /\brooms?\b/i, 'public group'],
  ['en', /\blogin\b|\blog (in|out)\b/i, 'sign in, sign out'],
  ['en', /\bnot told\b|^look$/i, 'what the reader can do or see'],
];

describe('web/i18n', () => {
  const ofHouse = fs.readdirSync('web/i18n').filter((name) => name.endsWith('.ts') && !NO_AREA.includes(name));
  const ofUnits = fs.readdirSync('plugins').map((name) => `plugins/${name}/web/texts.ts`);
  const areas = [...ofHouse.map((name) => `web/i18n/${name}`), ...ofUnits.filter((file) => fs.existsSync(file))];

  async function textsOf(name: string): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>> {
    const module = (await import(path.resolve(name))) as Record<string, { zh: Record<string, string>; en: Record<string, string> }>;
    const [area] = Object.values(module);
    assert.ok(area?.zh && area.en, name);
    return area;
  }

  for (const [language, wrong, instead] of RULES)
    it(`G56 says one thing in one way, ${language}: ${instead}`, async () => {
      for (const name of areas) {
        const texts = (await textsOf(name))[language] ?? {};
        assert.deepEqual(
          Object.entries(texts).filter(([, text]) => wrong.test(text)),
          [],
          name,
        );
      }
    });
});
