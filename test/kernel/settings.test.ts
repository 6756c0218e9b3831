import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { reasonOf, type Application } from '#kernel';
import { variableOf } from '../../kernel/settings.ts';
import { closeAll, load } from './support.ts';

type Variables = Record<string, string>;

interface Shop {
  readonly mode: string;
  readonly words: readonly string[];
  readonly isShown: boolean;
  readonly name: string | undefined;
  readonly limits: { readonly perUser: number; readonly share: number; readonly below: number };
  readonly extra: object;
  readonly since: readonly string[];
}

describe('kernel/settings', () => {
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-settings-'));
  });
  after(() => fs.rmSync(folder, { recursive: true }));
  afterEach(closeAll);

  const fileOf = (text: string): string => {
    const file = path.join(folder, 'foyer.config.json');
    fs.writeFileSync(file, text);
    return file;
  };
  const loaded = (variables: Variables, file?: string): Promise<Application> => load('config-typo', { settings: { variables, file } });
  const shopOf = (app: Application): Shop => (app.config as unknown as { shop: Shop }).shop;
  const refused = async (variables: Variables, ...lines: readonly string[]): Promise<void> => {
    await assert.rejects(loaded(variables), (error: Error) => {
      assert.equal(error.name, 'BootError');
      assert.deepEqual(
        error.message.split('\n').slice(1),
        lines.map((line) => `- ${line}`),
      );
      return true;
    });
  };

  it('G104 names a variable after each key', () => {
    assert.equal(variableOf('server.maxIpsCount'), 'FOYER_SERVER__MAX_IPS_COUNT');
    assert.equal(variableOf('storage.s3.accessKeyId'), 'FOYER_STORAGE__S3__ACCESS_KEY_ID');
    assert.equal(variableOf('middleware'), 'FOYER_MIDDLEWARE');
  });

  it('G104 takes keys of every kind from the environment, and remembers which variable set each', async () => {
    const app = await loaded({
      FOYER_SHOP__MODE: 'closed',
      FOYER_SHOP__WORDS: '["a,b","c"]',
      FOYER_SHOP__IS_SHOWN: ' false ',
      FOYER_SHOP__NAME: '123',
      FOYER_SHOP__LIMITS__PER_USER: '7',
      FOYER_SHOP__LIMITS__SHARE: '0.25',
      FOYER_SHOP__LIMITS__BELOW: '-3',
      FOYER_SHOP__EXTRA: '{"any":[1]}',
      FOYER_SERVER__PROXY: 'true',
      FOYER_SERVER__MAX_IPS_COUNT: '2',
    });
    assert.deepEqual(shopOf(app), {
      mode: 'closed',
      words: ['a,b', 'c'],
      isShown: false,
      name: '123',
      limits: { perUser: 7, share: 0.25, below: -3 },
      extra: { any: [1] },
      since: [],
    });
    assert.deepEqual([app.config.server.proxy, app.config.server.maxIpsCount], [true, 2]);
    assert.equal(app.describeConfig('server.maxIpsCount'), 'FOYER_SERVER__MAX_IPS_COUNT');
  });

  it('G104 takes a section as one object, and a key within it before that', async () => {
    const app = await loaded({ FOYER_SHOP__LIMITS__PER_USER: '9', FOYER_SHOP: '{"limits":{"perUser":8,"share":0.1},"mode":"closed"}' });
    assert.deepEqual([shopOf(app).limits, shopOf(app).mode], [{ perUser: 9, share: 0.1, below: -1 }, 'closed']);
  });

  it('G104 says in one message what is wrong with which variable, and what was meant', async () => {
    await refused(
      {
        FOYER_SERVER__PROXI: 'true',
        FOYER_SERVER__PROXY: 'yes',
        FOYER_SERVER__MAX_IPS_COUNT: '-1',
        FOYER_SHOP: '{"mode":"shut","wrods":[]}',
        FOYER_SHOP__NAME: 'ab',
        FOYER_SHOP__WORDS: 'a,b',
        FOYER_QUITE_ANOTHER_THING: '1',
      },
      'FOYER_SERVER__PROXI names no key: did you mean FOYER_SERVER__PROXY?',
      'FOYER_SERVER__PROXY sets server.proxy wrongly: write true or false',
      'FOYER_SERVER__MAX_IPS_COUNT sets server.maxIpsCount wrongly: write a whole number from 0',
      'FOYER_SHOP sets shop.mode wrongly: write one of open, closed',
      'FOYER_SHOP sets shop.wrods, which is no key: did you mean shop.words?',
      'FOYER_SHOP__NAME sets shop.name wrongly: is too short',
      'FOYER_SHOP__WORDS sets shop.words wrongly: write a list, as in ["one","two"]',
      'FOYER_QUITE_ANOTHER_THING names no key',
    );
  });

  it('G104 leaves alone what is empty, what says where the file is, and what Kubernetes sets beside a service of that name', async () => {
    const app = await loaded({
      FOYER_SERVER__PROXY: ' ',
      FOYER_CONFIG: 'somewhere',
      FOYER_SERVICE_HOST: '10.0.0.1',
      FOYER_SERVICE_PORT: '7001',
      FOYER_PORT: 'tcp://10.0.0.1:7001',
      FOYER_PORT_7001_TCP_PORT: '7001',
      FOYERS: 'x',
    });
    assert.equal(app.config.server.proxy, false);
    await refused({ FOYER_PORT: '8080' }, 'FOYER_PORT names no key: did you mean FOYER_SHOP?');
  });

  it('G104 goes in order: defaults, the environment’s files, the installation’s file, variables with a name of their own, FOYER_…', async () => {
    const file = fileOf('{ "store": { "url": "file", "pool": { "min": 5, "max": 6 } } }');
    const named = [{ variable: 'POOL', key: 'store.pool.max', value: 7 }];
    const prod = (settings: object): Promise<Application> => load('config', { env: 'prod', settings });
    const poolOf = async (settings: object): Promise<unknown> => (await prod(settings)).config['store' as keyof Application['config']];
    const hosts = ['three'];
    assert.deepEqual(await poolOf({}), { url: 'plugin prod', pool: { min: 4, max: 8 }, hosts });
    assert.deepEqual(await poolOf({ file }), { url: 'file', pool: { min: 5, max: 6 }, hosts });
    assert.deepEqual(await poolOf({ file, named }), { url: 'file', pool: { min: 5, max: 7 }, hosts });
    const variables = { FOYER_STORE__POOL__MAX: '8', FOYER_STORE__URL: 'variable' };
    assert.deepEqual(await poolOf({ file, named, variables }), { url: 'variable', pool: { min: 5, max: 8 }, hosts });
    const app = await prod({ file, named, variables });
    assert.deepEqual(
      ['store.url', 'store.pool.min', 'store.pool.max'].map((key) => app.describeConfig(key)),
      ['FOYER_STORE__URL', file, 'FOYER_STORE__POOL__MAX'],
    );
  });

  it('G104 names the file, the key and the mend when the file is wrong', async () => {
    const message = async (text: string): Promise<string> =>
      loaded({}, fileOf(text)).then(
        () => 'taken',
        (error: unknown) => reasonOf(error).replaceAll(folder, ''),
      );
    assert.equal(await message('\uFEFF{"shop":{"mode":"closed"}}'), 'taken');
    for (const [text, line] of [
      ['{"shop":', 1],
      ['{\n  "shop": { "words": [hunter2hunter2] }\n}', 2],
      ['{\n  "shop": { "name": "hunter2\n" }\n}', 2],
      ['{\n  "shop": { "mode": "closed", }\n}\n', 2],
      ['{}\n\nhunter2', 3],
    ] as const) {
      assert.equal(await message(text), `/foyer.config.json is no JSON: see line ${line}`);
    }
    assert.equal(await message('[]'), '/foyer.config.json must hold a JSON object');
    assert.equal(
      await message('{"shop":{"isShown":"true"},"sever":{"proxy":true},"server":{"proxy":1,"stall":null}}'),
      [
        'the configuration has 4 problems:',
        '- /foyer.config.json sets shop.isShown wrongly: write true or false',
        '- /foyer.config.json sets sever, which is no key: did you mean server?',
        '- /foyer.config.json sets server.proxy wrongly: write true or false',
        '- /foyer.config.json sets server.stall wrongly: write an object of its keys',
      ].join('\n'),
    );
    await assert.rejects(loaded({}, path.join(folder, 'missing.json')), /missing\.json cannot be read: ENOENT/);
  });
});
