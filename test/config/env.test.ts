import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { readEnv, settingsOf, withFile } from '../../config/env.ts';
import { assertApart } from '../../config/secret.ts';

describe('config/env', () => {
  it('has a default for everything', () => {
    assert.deepEqual(readEnv({}), {
      NODE_ENV: 'local',
      PORT: 7001,
      HOST: undefined,
      DATA_DIR: './data',
      DATABASE_URL: undefined,
      REDIS_URL: undefined,
      STORAGE_URL: undefined,
      STORAGE_REGION: 'auto',
      STORAGE_ACCESS_KEY: undefined,
      STORAGE_SECRET_KEY: undefined,
      PUBLIC_URL: undefined,
      ALLOWED_HOSTS: [],
      ALLOWED_ORIGINS: [],
      JWT_SECRET: [],
      SIGNUP: 'open',
      TOKEN_TTL: 30 * 24 * 60 * 60 * 1000,
      VISITOR_SIGN_SECRET: undefined,
      VISITOR_SIGN_SALT: '',
      VISITOR_IDENTITY_SECRET: [],
      LOG_LEVEL: undefined,
      METRICS_TOKEN: [],
    });
  });

  it('takes an empty variable as absent', () => {
    const empty = Object.fromEntries(Object.keys(readEnv({})).map((name) => [name, ' ']));
    assert.deepEqual(readEnv(empty), readEnv({}));
  });

  it('reads what is set', () => {
    const env = readEnv({
      NODE_ENV: 'production',
      PORT: '0',
      DATABASE_URL: 'mariadb://u:p%40ss@db:3306/foyer?ssl=1',
      REDIS_URL: 'redis://:pw@one:6379,two:6379,three:6379',
      PUBLIC_URL: 'https://Chat.example/',
      ALLOWED_HOSTS: 'Office.example:443, intranet:8080,10.0.0.5,[fd00::1]:7001',
      ALLOWED_ORIGINS: 'https://shop.example, http://intranet:8080/,*',
      TOKEN_TTL: '12h',
      LOG_LEVEL: 'warn',
    });
    assert.equal(env.NODE_ENV, 'prod');
    assert.equal(env.PORT, 0);
    assert.equal(env.DATABASE_URL, 'mariadb://u:p%40ss@db:3306/foyer?ssl=1');
    assert.equal(env.REDIS_URL, 'redis://:pw@one:6379,two:6379,three:6379');
    assert.deepEqual(env.ALLOWED_ORIGINS, ['https://shop.example', 'http://intranet:8080', '*']);
    assert.equal(env.PUBLIC_URL, 'https://chat.example');
    assert.deepEqual(env.ALLOWED_HOSTS, ['office.example', 'intranet:8080', '10.0.0.5', '[fd00::1]:7001']);
    assert.equal(env.TOKEN_TTL, 43_200_000);
    assert.equal(env.LOG_LEVEL, 'warn');
  });

  it('G101 takes a password with commas for Redis, on one host and on several', () => {
    for (const url of ['redis://:a,b@one:6379', 'redis://:a,b@one:6379,two:6379/0'])
      assert.equal(readEnv({ REDIS_URL: url }).REDIS_URL, url);
  });

  it('tells every wrong variable at once, with its value and the mend', () => {
    const source = {
      NODE_ENV: 'prod',
      PORT: '70000',
      DATABASE_URL: 'postgres://u:hunter2@db/foyer',
      REDIS_URL: 'localhost:6379/hunter2',
      ALLOWED_ORIGINS: 'https://shop.example,shop.example',
      TOKEN_TTL: '30',
      LOG_LEVEL: 'loud',
    };
    assert.throws(() => readEnv(source), {
      name: 'BootError',
      message: [
        'the environment or .env has 7 problems:',
        '- NODE_ENV is "prod": write one of development, test, production, or leave it out',
        '- PORT is "70000": write a whole number from 0 to 65535, or leave it out',
        '- DATABASE_URL is not usable: write it like mysql://user:password@host:3306/database, or leave it out',
        '- REDIS_URL is not usable: write it like redis://:password@host:6379, or leave it out',
        '- ALLOWED_ORIGINS has "shop.example": write origins with commas between, as in https://shop.example,http://intranet:8080, or leave it out',
        '- TOKEN_TTL is "30": write a number with s, m, h or d, as in 30d, or leave it out',
        '- LOG_LEVEL is "loud": write one of debug, info, warn, error, silent, or leave it out',
      ].join('\n'),
    });
  });

  it('refuses each wrong value', () => {
    const wrong: Record<string, string[]> = {
      PORT: ['-1', '7001.5', '7e3', 'abc', '9'.repeat(30)],
      DATABASE_URL: ['mysql://db', 'mysql://db/', 'mysql:///foyer', 'nonsense'],
      REDIS_URL: ['http://redis:6379', 'redis://'],
      PUBLIC_URL: ['chat.example', 'ftp://chat.example', 'javascript:alert(1)'],
      ALLOWED_HOSTS: ['https://chat.example', 'chat.example/im', 'a@chat.example', '*.example', 'chat.example:99999', 'a b'],
      ALLOWED_ORIGINS: ['null', 'https://shop.example/path', 'https://user@shop.example', '*.example'],
      TOKEN_TTL: ['0d', '-1d', '1w', '1.5h', 'd'],
    };
    for (const [name, values] of Object.entries(wrong)) {
      for (const value of values) assert.throws(() => readEnv({ [name]: value }), new RegExp(`1 problem:\n- ${name} `), `${name}=${value}`);
    }
  });

  it('G111 refuses a public address with anything behind its host, and says so', () => {
    for (const value of ['https://chat.example/im', 'https://chat.example/?a', 'https://chat.example/#a', 'https://ann:pw@chat.example'])
      assert.throws(
        () => readEnv({ PUBLIC_URL: value }),
        (error: Error) => {
          assert.match(
            error.message,
            /1 problem:\n- PUBLIC_URL must end with the host, .*write it like https:\/\/chat\.example, or leave it out$/,
          );
          return true;
        },
      );
    for (const value of ['https://chat.example', 'https://chat.example/', 'HTTPS://CHAT.example:443/'])
      assert.equal(readEnv({ PUBLIC_URL: value }).PUBLIC_URL, 'https://chat.example');
  });

  describe('secrets', () => {
    const NAMES = ['JWT_SECRET', 'VISITOR_IDENTITY_SECRET', 'METRICS_TOKEN'] as const;
    const [GOOD, OTHER] = ['Zk3r0s8vQ1n5mYt7uXb2wLq9pHf4gJd6', 'b7e1c04f9a2d58e36c1f0b94d7a8e253'];

    it('G18 one rule refuses every weak one in production, and says how to make a good one', () => {
      for (const name of NAMES) {
        for (const weak of ['short', 'x', 'password-password-password-password']) {
          assert.throws(
            () => readEnv({ NODE_ENV: 'production', [name]: weak }),
            (error: Error) => {
              assert.match(
                error.message,
                new RegExp(
                  `1 problem:\\n- ${name} (has \\d bytes|is made).*: take what \`openssl rand -base64 32\` prints, or leave it out$`,
                ),
              );
              assert.ok(weak === 'x' || !error.message.includes(weak));
              return true;
            },
          );
        }
        assert.deepEqual(readEnv({ NODE_ENV: 'production', [name]: ` ${GOOD} ` })[name], [GOOD]);
        assert.deepEqual(readEnv({ [name]: 'short' })[name], ['short'], 'a development machine may try things');
      }
    });

    it('G18 two at a time are taken, each by the same rule', () => {
      for (const name of NAMES) {
        assert.deepEqual(readEnv({ NODE_ENV: 'production', [name]: `${GOOD}, ${OTHER}` })[name], [GOOD, OTHER]);
        assert.throws(
          () => readEnv({ NODE_ENV: 'production', [name]: `${GOOD},short` }),
          /- \w+ \(2 of 2, with a comma between\) has 5 bytes, of at least 32/,
        );
        assert.throws(() => readEnv({ [name]: 'a,b,c' }), /- \w+ has 3 secrets, with commas between: write one or two, or leave it out/);
      }
    });

    it('G18 none serves two purposes', () => {
      const purposes = (...secrets: readonly string[][]): Parameters<typeof assertApart>[0] =>
        secrets.map((own, at) => ({ from: NAMES[at] ?? '', secrets: own }));
      assert.throws(() => assertApart(purposes([GOOD], [OTHER, GOOD])), {
        name: 'BootError',
        message: /^VISITOR_IDENTITY_SECRET has a secret of JWT_SECRET: each needs its own/,
      });
      assert.throws(() => assertApart(purposes([GOOD], [], [GOOD])), /^BootError: METRICS_TOKEN has a secret of JWT_SECRET/);
      assert.doesNotThrow(() => assertApart(purposes([GOOD, GOOD], [OTHER])));
    });

    it('G18 all are told at once', () => {
      const weak = Object.fromEntries(NAMES.map((name) => [name, `short ${name}`]));
      assert.throws(() => readEnv({ NODE_ENV: 'production', ...weak }), /3 problems/);
    });
  });

  describe('.env', () => {
    let directory: string;
    beforeEach(() => {
      directory = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-env-'));
      fs.writeFileSync(path.join(directory, '.env'), '# ours\nPORT=8001\nJWT_SECRET="with # and spaces"\n');
    });
    afterEach(() => fs.rmSync(directory, { recursive: true }));

    it('is read, and never overrides what is set', () => {
      const env = readEnv(withFile({ PORT: '9001' }, directory));
      assert.equal(env.PORT, 9001);
      assert.deepEqual(env.JWT_SECRET, ['with # and spaces']);
    });

    it('G104 beside it a foyer.config.json is found, or the one that FOYER_CONFIG names', () => {
      assert.equal(settingsOf({}, directory).file, undefined);
      fs.writeFileSync(path.join(directory, 'foyer.config.json'), '{}');
      assert.equal(settingsOf({}, directory).file, 'foyer.config.json');
      assert.equal(settingsOf({ NODE_ENV: 'test' }, directory).file, undefined, 'tests read one only where they name it');
      for (const NODE_ENV of ['test', 'production'])
        assert.equal(settingsOf({ NODE_ENV, FOYER_CONFIG: ' /etc/foyer.json ' }, directory).file, '/etc/foyer.json');
    });

    it('G104 what is set there has the key that it sets, and what is not says nothing', () => {
      assert.deepEqual(settingsOf({ PORT: '8080', HOST: ' ', TOKEN_TTL: '1h', NODE_ENV: 'test' }, directory).named, [
        { variable: 'PORT', key: 'listen.port', value: 8080 },
        { variable: 'TOKEN_TTL', key: 'session.ttl', value: 3_600_000 },
      ]);
    });

    it('is not read by tests, and need not exist', () => {
      assert.equal(readEnv(withFile({ NODE_ENV: 'test' }, directory)).PORT, 7001);
      assert.equal(readEnv(withFile({}, path.join(directory, 'nowhere'))).PORT, 7001);
    });
  });
});
