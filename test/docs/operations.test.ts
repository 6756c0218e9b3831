import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'mocha';
import { Application } from '#kernel';
import { codeBlocks, readPage } from './page.ts';

const page = readPage('docs/operations.md');
const FILES = ['nginx.conf', 'haproxy.cfg', 'Caddyfile', 'foyer.service'];

describe('docs/operations.md', () => {
  it('G103 shows nginx’ block word for word, and leads to what else is in deploy/', () => {
    assert.deepEqual(codeBlocks(page, 'nginx'), [readPage('deploy/nginx.conf').trimEnd()]);
    for (const name of FILES) assert.ok(page.includes(`(../deploy/${name})`), name);
  });

  it('G103 the unit starts what the page starts, stops it in its own time, and goes on trying where a store comes later', async () => {
    const { config } = await Application.load({ baseDir: path.join(import.meta.dirname, '../..') });
    const unit = new Map(
      readPage('deploy/foyer.service')
        .split('\n')
        .map((line) => line.split(/=(.*)/s, 2) as [string, string]),
    );
    const started = codeBlocks(page, '')
      .flatMap((block) => block.split('\n'))
      .find((line) => line.endsWith('foyer.js start'));
    assert.equal(`NODE_ENV=production ${unit.get('ExecStart')?.replace('/usr/bin/', '')}`, started);
    assert.ok(Number(unit.get('TimeoutStopSec')) * 1000 > 2 * config.server.drainTimeout);
    assert.deepEqual([unit.get('StartLimitIntervalSec'), unit.get('Restart'), unit.get('RestartSec')], ['0', 'always', '2']);
    assert.equal(unit.get('UMask'), '0077');
    const place = unit.get('WorkingDirectory');
    assert.ok(page.includes(`useradd --system --home-dir ${place} --shell /usr/sbin/nologin ${unit.get('User')}\n`));
  });

  it('G103 the proxies wait longer than the heartbeat', async () => {
    const { config } = await Application.load({ baseDir: path.join(import.meta.dirname, '../..') });
    const { interval, timeout } = config.gateway.heartbeat;
    const nginx = readPage('deploy/nginx.conf');
    const waits = [
      ...`${nginx}${readPage('deploy/haproxy.cfg')}`.matchAll(/(?:proxy_(?:read|send)_timeout|timeout (?:client|server|tunnel)) +(\d+)s/g),
    ];
    assert.equal(waits.length, 5);
    for (const [line, seconds] of waits) assert.ok(Number(seconds) * 1000 > interval + timeout, line);
  });

  it('G103 the proxies fill the emptiest node, and leave none alone for long that could not be reached', () => {
    const [nginx, haproxy, caddy] = ['nginx.conf', 'haproxy.cfg', 'Caddyfile'].map((name) => readPage(`deploy/${name}`));
    assert.match(nginx ?? '', /^ +least_conn;/m);
    assert.match(haproxy ?? '', /^ +balance leastconn/m);
    assert.match(caddy ?? '', /^\s+lb_policy least_conn$/m);
    const servers = nginx?.match(/^ +server \d.*;/gm) ?? [];
    assert.deepEqual(
      servers.map((line) => line.includes('max_fails=0')),
      [true, true],
    );
    assert.match(caddy ?? '', /^\s+fail_duration 1s$/m);
    assert.match(haproxy ?? '', /inter 1s fall 2 rise 1/);
  });
});
