import assert from 'node:assert/strict';
import path from 'node:path';
import { Application } from '#kernel';
import { variableOf } from '../../kernel/settings.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const STRONG = 'Zk3r0s8vQ1n5mYt7uXb2wLq9pHf4gJd6';

/** What `Application.load` says itself. */
const OWN = new Set(['name', 'env', 'baseDir']);

type Variables = Record<string, string>;

const loaded = (variables: Variables, env = 'prod'): Promise<Application> =>
  Application.load({ baseDir: ROOT, env, settings: { variables } });

describe('config/config.rule', () => {
  it('G104 takes what production needs, and what the variables with a name of their own take', async () => {
    const { config } = await loaded({
      FOYER_SERVER__PROXY: 'true',
      FOYER_SERVER__MAX_IPS_COUNT: '2',
      FOYER_WEBSOCKET__MAX_PER_ADDRESS: '500',
      FOYER_LIMIT__LOGIN__POINTS: '5',
      FOYER_CHAT__RECALL: '60000',
      FOYER_GROUP__HISTORY: 'all',
      FOYER_SERVICE__ACCOUNTS: '["Kefu","sales"]',
      FOYER_ORIGIN__PUBLIC_URL: 'HTTPS://Chat.example/',
      FOYER_ORIGIN__HOSTS: '["chat.example"]',
      FOYER_ORIGIN__ALLOWED: '["https://shop.example","*"]',
      FOYER_JWT__SECRETS: JSON.stringify([STRONG]),
      FOYER_SEQUELIZE__URL: 'mysql://u:p@db/foyer',
      FOYER_REDIS__URL: 'redis://:a,b@one:6379,two:6379',
      FOYER_STORAGE__FOLDER: '/srv/files',
      FOYER_METRICS__LOCAL: 'true',
      FOYER_BODY__JSON_LIMIT: '1mb',
    });
    assert.deepEqual([config.server.proxy, config.server.maxIpsCount, config.websocket.maxPerAddress], [true, 2, 500]);
    assert.deepEqual([config.limit.login.points, config.chat.recall, config.group.history], [5, 60_000, 'all']);
    assert.deepEqual(config.service.accounts, ['kefu', 'sales']);
    assert.equal(config.origin.publicUrl, 'https://chat.example');
    assert.deepEqual([config.jwt.secrets, config.metrics.local, config.body.jsonLimit], [[STRONG], true, '1mb']);
  });

  it('G104 refuses what they refuse, and repeats no secret', async () => {
    const wrong: Variables = {
      FOYER_LISTEN__PORT: '70000',
      FOYER_GROUP__HISTORY: 'none',
      FOYER_ORIGIN__PUBLIC_URL: 'https://chat.example/im',
      FOYER_ORIGIN__HOSTS: '["https://chat.example"]',
      FOYER_ORIGIN__ALLOWED: '["shop.example"]',
      FOYER_JWT__SECRETS: '["hunter2"]',
      FOYER_METRICS__TOKENS: '["hunter2","b","c"]',
      FOYER_SEQUELIZE__URL: 'postgres://u:hunter2@db/foyer',
      FOYER_REDIS__URL: 'localhost:6379/hunter2',
      FOYER_LOG__LEVEL: 'loud',
      FOYER_BODY__FORM_LIMIT: 'much',
      FOYER_METRICS__LOCAL: '1',
      FOYER_GATEWAY__CHECK: '0',
    };
    await assert.rejects(loaded(wrong), ({ message }: Error) => {
      assert.match(message, /^the configuration has 13 problems:/);
      for (const name of Object.keys(wrong)) assert.match(message, new RegExp(`^- ${name} sets [\\w.]+ wrongly: .*write|take`, 'm'));
      assert.doesNotMatch(message, /hunter2/);
      return true;
    });
    await loaded({ FOYER_JWT__SECRETS: '["short"]' }, 'local'); // a development machine may try things
  });

  it('G104 every key can be said by a variable of its own', async () => {
    const { config } = await loaded({});
    const leaves = leavesOf(config).filter(([key]) => !OWN.has(key));
    assert.ok(leaves.length > 150);
    const variables = Object.fromEntries(leaves.map(([key, value]) => [variableOf(key), textOf(value)]));
    const app = await loaded(variables);
    assert.deepEqual(app.config, config);
    for (const [key, value] of leaves) if (value !== '') assert.equal(app.describeConfig(key), variableOf(key));
  });

  it('G104 a key without a default has a rule all the same', async () => {
    const absent = ['listen.host', 'origin.publicUrl', 'redis.url', 'sequelize.url', 'storage.folder', 'storage.s3.url', 'metrics.local'];
    const keys = [...absent, 'storage.s3.accessKeyId', 'storage.s3.secretAccessKey'];
    const settings = { named: keys.map((key) => ({ variable: 'X', key, value: 1 })) };
    await assert.rejects(Application.load({ baseDir: ROOT, settings }), new RegExp(`${keys.length} problems`));
  });
});

function leavesOf(value: object, prefix = ''): [key: string, value: unknown][] {
  return Object.entries(value).flatMap(([name, child]: [string, unknown]) =>
    typeof child === 'object' && child !== null && !Array.isArray(child) ? leavesOf(child, `${prefix}${name}.`) : [[prefix + name, child]],
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
