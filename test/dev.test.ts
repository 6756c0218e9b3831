import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, it } from 'mocha';
import { Child, freePort } from './support/child.ts';
import { until } from './support/wait.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
/** What one address gives, without a build: the page of each screen, the loader, and the server behind them. */
const FOUND: Readonly<Record<string, RegExp>> = {
  '/': /Kettle/,
  '/web/shop/shop.js': /document/,
  '/app': /<div id="app">/,
  '/app/conversations': /<div id="app">/,
  '/widget/panel.html': /main\.ts/,
  '/continue': /main\.ts/,
  '/widget.js': /Foyer/,
  '/healthz': /"ok"/,
};

describe('npm run dev', function () {
  this.timeout(90_000);

  it('serves the screens and the server from their sources at one address, and ends with a signal', async () => {
    const data = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-dev-'));
    const port = String(await freePort());
    const child = Child.start(process.execPath, ['--import', 'tsx', '--conditions=foyer-source', 'dev.mjs'], {
      cwd: ROOT,
      env: { PORT: port, DATA_DIR: data },
    });
    try {
      await until(() => child.output.includes('Foyer serves at'), { within: 60_000, message: () => child.output });
      const [, url = ''] = /the shop (http:\S+)\//.exec(child.output) ?? [];
      for (const [address, found] of Object.entries(FOUND)) {
        const response = await fetch(url + address);
        assert.equal(response.status, 200, address);
        assert.match(await response.text(), found, address);
      }
      for (const hidden of ['/package.json', '/config/env.ts', '/.env']) assert.notEqual((await fetch(url + hidden)).status, 200, hidden);
    } finally {
      await child.stop();
      fs.rmSync(data, { recursive: true });
    }
    assert.equal(child.exitCode, 0, child.output);
    await assert.rejects(fetch(`http://127.0.0.1:${port}/healthz`), 'the server ends as well');
  });
});
