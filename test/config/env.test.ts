import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { readEnv, withFile } from '../../config/env.ts';

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
      ALLOWED_ORIGINS: [],
      JWT_SECRET: undefined,
      TOKEN_TTL: 30 * 24 * 60 * 60 * 1000,
      VISITOR_SIGN_SECRET: undefined,
      VISITOR_SIGN_SALT: '',
      VISITOR_IDENTITY_SECRET: undefined,
      LOG_LEVEL: undefined,
      METRICS_TOKEN: undefined,
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
      PUBLIC_URL: 'https://chat.example/im',
      ALLOWED_ORIGINS: 'https://shop.example, http://intranet:8080/,*',
      TOKEN_TTL: '12h',
      LOG_LEVEL: 'warn',
      JWT_SECRET: ' spaces around are a slip ',
    });
    assert.equal(env.NODE_ENV, 'prod');
    assert.equal(env.PORT, 0);
    assert.equal(env.DATABASE_URL, 'mariadb://u:p%40ss@db:3306/foyer?ssl=1');
    assert.equal(env.REDIS_URL, 'redis://:pw@one:6379,two:6379,three:6379');
    assert.deepEqual(env.ALLOWED_ORIGINS, ['https://shop.example', 'http://intranet:8080', '*']);
    assert.equal(env.TOKEN_TTL, 43_200_000);
    assert.equal(env.LOG_LEVEL, 'warn');
    assert.equal(env.JWT_SECRET, 'spaces around are a slip');
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
      ALLOWED_ORIGINS: ['null', 'https://shop.example/path', 'https://user@shop.example', '*.example'],
      TOKEN_TTL: ['0d', '-1d', '1w', '1.5h', 'd'],
    };
    for (const [name, values] of Object.entries(wrong)) {
      for (const value of values) assert.throws(() => readEnv({ [name]: value }), new RegExp(`1 problem:\n- ${name} `), `${name}=${value}`);
    }
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
      assert.equal(env.JWT_SECRET, 'with # and spaces');
    });

    it('is not read by tests, and need not exist', () => {
      assert.equal(readEnv(withFile({ NODE_ENV: 'test' }, directory)).PORT, 7001);
      assert.equal(readEnv(withFile({}, path.join(directory, 'nowhere'))).PORT, 7001);
    });
  });
});
