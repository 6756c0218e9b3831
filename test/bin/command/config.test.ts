import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { foyer, type CommandResult } from '../../support/command.ts';

describe('foyer config', function () {
  this.timeout(60_000);
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-config-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  const run = (text: string, env: Record<string, string>): Promise<CommandResult> => {
    const file = path.join(folder, 'ours.json');
    fs.writeFileSync(file, text);
    return foyer(['config'], { env: { NODE_ENV: 'production', FOYER_CONFIG: file, ...env } });
  };

  it('G104 says what differs from the defaults, and which file or variable says so; no secret and no password', async () => {
    const { code, stdout, stderr } = await run('{"websocket":{"maxPerAddress":9},"listen":{"port":1}}', {
      FOYER_SERVER__PROXY: 'true',
      PORT: '8080',
      JWT_SECRET: 'Zk3r0s8vQ1n5mYt7uXb2wLq9pHf4gJd6',
      REDIS_URL: 'redis://:hunter2@one:6379',
    });
    assert.deepEqual([code, stderr], [0, '']);
    const file = path.join(folder, 'ours.json');
    assert.deepEqual(stdout.trimEnd().split('\n').toSorted(), [
      'jwt.secrets\t"(secret)"\tJWT_SECRET',
      'listen.port\t8080\tPORT',
      'redis.url\t"redis://one:6379"\tREDIS_URL',
      'server.proxy\ttrue\tFOYER_SERVER__PROXY',
      `websocket.maxPerAddress\t9\t${file}`,
    ]);
  });

  it('shows what the application of --dir sets, too', async () => {
    const [shop, file] = [path.join(folder, 'shop'), path.join(folder, 'shop/config/config.default.mjs')];
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, 'export default { group: { members: 7 } };');
    const { stdout } = await foyer(['config', '--dir', shop], { env: { NODE_ENV: 'production' } });
    assert.equal(stdout, `group.members\t7\t${file}\n`);
  });

  it('G104 says of an address where it leads, whatever stands around that', async () => {
    const { stdout } = await run('{}', {
      JWT_SECRET: 'Zk3r0s8vQ1n5mYt7uXb2wLq9pHf4gJd6',
      REDIS_URL: 'rediss://hunter2@one:6379?password=hunter2',
      DATABASE_URL: 'mysql://hunter2:three@four@db:3306/foyer?password=hunter2',
    });
    assert.match(stdout, /^redis\.url\t"rediss:\/\/one:6379"\t/m);
    assert.match(stdout, /^sequelize\.url\t"mysql:\/\/db:3306"\t/m);
    assert.doesNotMatch(stdout, /hunter2|three|four/);
  });

  it('G104 fails with one message that names the file, the variable, the keys and what was meant', async () => {
    const { code, stdout, stderr } = await run('{"server":{"proxi":true}}', { FOYER_SERVER__MAX_IP_COUNT: '1', FOYER_SERVER__PROXY: 'on' });
    assert.deepEqual([code, stdout], [1, '']);
    assert.deepEqual(stderr.trimEnd().split('\n'), [
      'foyer: the configuration has 3 problems:',
      `- ${path.join(folder, 'ours.json')} sets server.proxi, which is no key: did you mean server.proxy?`,
      '- FOYER_SERVER__MAX_IP_COUNT names no key: did you mean FOYER_SERVER__MAX_IPS_COUNT?',
      '- FOYER_SERVER__PROXY sets server.proxy wrongly: write true or false',
    ]);
  });
});
