import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

const ROOT = 'web';

/** Ways to write a token into an address. */
const WAYS = [
  /[?&]token=/,
  /URLSearchParams\(\s*\{[^}]*\btoken\b/,
  /URLSearchParams\(\s*\[[^\]]*['"`]token['"`]/,
  /(?:searchParams|query)\s*\.\s*(?:set|append)\(\s*['"`]token['"`]/i,
  /pathOf\([^)]*\btoken\b/,
  /:(?:src|href|poster|srcset|data|action)="[^"]*token/i,
  /\b(?:location|href|src)\s*=[^=;]*\btoken\b/i,
];

describe('web', () => {
  it('G23 no source puts a token into an address', () => {
    const found: string[] = [];
    for (const name of fs.readdirSync(ROOT, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(?:ts|vue|html|mjs)$/.test(name) || name.includes('node_modules')) continue;
      const source = fs.readFileSync(path.join(ROOT, name), 'utf8');
      for (const way of WAYS) if (way.test(source)) found.push(`${name}: ${String(way)}`);
    }
    assert.deepEqual(found, []);
  });

  it('G23 finds the ways in which it was done', () => {
    const ways = [
      "const query = new URLSearchParams({ v: code.ticket, token: keptToken.value ?? '' });",
      'const address = `/api/x?token=${token}`;',
      '<a :href="withToken(picture)">',
      "url.searchParams.set('token', value);",
      'location.href = base + token;',
    ];
    for (const line of ways)
      assert.ok(
        WAYS.some((way) => way.test(line)),
        line,
      );
  });
});
