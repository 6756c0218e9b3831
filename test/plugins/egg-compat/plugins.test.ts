import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import path from 'node:path';
import { WebSocket } from 'ws';
import type { TestApp } from '../../support/app.ts';
import { sharedMariadb } from '../../support/mariadb.ts';
import { RedisServer } from '../../support/redis.ts';
import { installPublished, removePublished } from './published.ts';
import { bootShop, listOf, makeShop, talk } from './shop.ts';

interface Published {
  readonly package: string;
  /** Others that have to be there. */
  readonly needs?: readonly string[];
  /** Something real that it does. */
  readonly attempt: (target: TestApp) => Promise<void>;
}

/** The socket of socket.io's client, of what is used of it. */
interface Talker {
  on(event: string, listener: (data: string) => void): void;
  emit(event: string, data: string): void;
  disconnect(): void;
}

async function get(target: TestApp, address: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(target.url + address, { headers });
}

async function text(target: TestApp, address: string, headers: Record<string, string> = {}): Promise<string> {
  return (await get(target, address, headers)).text();
}

async function post(target: TestApp, address: string, body: object): Promise<Response> {
  return fetch(target.url + address, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
}

/** Two requests of one browser, the second with the cookies of the first: what it counts. */
async function countVisits(target: TestApp): Promise<{ visits: number; cookies: string }> {
  const first = await get(target, '/visits');
  assert.equal(await first.text(), '{"visits":1}');
  const cookies = first.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const second = await get(target, '/visits', { cookie: cookies.join('; ') });
  return { ...((await second.json()) as { visits: number }), cookies: cookies.join('; ') };
}

const PUBLISHED: Readonly<Record<string, Published>> = {
  validate: {
    package: 'egg-validate',
    async attempt(target) {
      assert.equal(await (await post(target, '/order', { count: 2 })).text(), 'ordered');
      const refused = await post(target, '/order', { count: 0 });
      assert.equal(refused.status, 422);
      const { code, errors } = (await refused.json()) as { code: string; errors: { field: string }[] };
      assert.deepEqual([code, errors[0]?.field], ['invalid_param', 'count']);
    },
  },
  valparams: {
    package: 'egg-valparams',
    async attempt(target) {
      assert.equal(await text(target, '/page?page=3'), '{"page":3}');
      assert.equal((await get(target, '/page?page=none')).status, 422);
    },
  },
  cors: {
    package: 'egg-cors',
    async attempt(target) {
      const offers = await get(target, '/offers', { origin: 'https://partner.example' });
      assert.equal(offers.headers.get('access-control-allow-origin'), 'https://partner.example');
      assert.equal(await offers.text(), '["pen"]');
      const refused = await get(target, '/api/demo', { origin: 'https://partner.example' });
      assert.equal(refused.status, 403, 'the routes of Foyer are open to the pages that Foyer knows');
    },
  },
  jwt: {
    package: 'egg-jwt',
    async attempt(target) {
      const token = await text(target, '/token');
      assert.equal((await get(target, '/private')).status, 401);
      assert.equal(await text(target, '/private', { authorization: `Bearer ${token}` }), 'ann');
    },
  },
  redis: {
    package: 'egg-redis',
    async attempt(target) {
      const before = Number(await text(target, '/stock'));
      assert.equal(Number(await text(target, '/stock')), before + 1);
    },
  },
  sequelize: {
    package: 'egg-sequelize',
    async attempt(target) {
      const goods = (await (await post(target, '/goods', { name: 'pen' })).json()) as { name: string }[];
      assert.ok(goods.some(({ name }) => name === 'pen'));
    },
  },
  session: {
    package: 'egg-session',
    async attempt(target) {
      const { visits, cookies } = await countVisits(target);
      assert.equal(visits, 2);
      assert.ok(!Buffer.from(cookies, 'base64').toString().includes('visits'), 'its owner cannot read it');
    },
  },
  sessionRedis: {
    package: 'egg-session-redis',
    needs: ['session', 'redis'],
    async attempt(target) {
      const { visits, cookies } = await countVisits(target);
      assert.equal(visits, 2);
      assert.match(cookies, /EGG_SESS/);
    },
  },
  ratelimiter: {
    package: 'egg-ratelimiter',
    needs: ['redis'],
    async attempt(target) {
      const statuses = [];
      for (let call = 0; call < 3; call += 1) statuses.push((await get(target, '/limited')).status);
      assert.deepEqual(statuses, [200, 200, 429]);
    },
  },
  view: {
    package: 'egg-view',
    async attempt(target) {
      const { view } = target.app.egg as unknown as { view: { use(name: string, engine: unknown): void } };
      assert.equal(typeof view.use, 'function');
    },
  },
  nunjucks: {
    package: 'egg-view-nunjucks',
    needs: ['view'],
    async attempt(target) {
      const page = await text(target, '/goods.html');
      assert.equal(page.replaceAll(/\s/g, ''), '<h1>Goods</h1><p>pen</p><p>&lt;ink&gt;</p>');
    },
  },
  static: {
    package: 'egg-static',
    async attempt(target) {
      assert.equal(await text(target, '/files/note.txt'), 'a file of the shop\n');
      assert.equal((await get(target, '/files/none.txt')).status, 404);
    },
  },
  i18n: {
    package: 'egg-i18n',
    async attempt(target) {
      assert.equal(await text(target, '/welcome', { 'accept-language': 'zh-CN' }), '欢迎，ann');
      assert.equal(await text(target, '/welcome', { 'accept-language': 'en-US' }), 'Welcome, ann');
    },
  },
  websocket: {
    package: 'egg-websocket-plugin',
    async attempt(target) {
      const socket = new WebSocket(`${target.url.replace('http', 'ws')}/echo`);
      await once(socket, 'open');
      socket.send('hello');
      const [answer] = (await once(socket, 'message')) as [Buffer];
      assert.equal(answer.toString(), 'you said hello');
      socket.close();
      await once(socket, 'close');
    },
  },
  io: {
    package: 'egg-socket.io',
    needs: ['session'],
    async attempt(target) {
      const client = createRequire(path.join(installPublished(), 'package.json'))('socket.io-client') as (
        url: string,
        options: object,
      ) => Talker;
      const talker = client(target.url, { path: '/talk', forceNew: true });
      try {
        const heard = (event: string): Promise<string> => new Promise((resolve) => talker.on(event, resolve));
        const [greeting, said] = [heard('greeting'), heard('said')];
        assert.equal(await greeting, 'hello');
        talker.emit('say', 'hello');
        assert.equal(await said, 'hello!');
      } finally {
        talker.disconnect();
      }
    },
  },
};

describe('published plugins of Egg', function published() {
  this.timeout(60_000);
  let redis: RedisServer;
  let over: object;

  before(async function installs() {
    this.timeout(300_000);
    installPublished();
    redis = await RedisServer.start();
    const url = new URL(await (await sharedMariadb()).createDatabase());
    const { port, pathname } = url;
    over = {
      redis: { client: { host: '127.0.0.1', port: redis.port, password: '', db: 0 } },
      sequelize: { dialect: 'mysql', host: '127.0.0.1', port: Number(port), database: pathname.slice(1), username: 'root', logging: false },
    };
  });
  afterEach(() => redis.flush());
  after(async () => {
    await redis.stop();
    removePublished();
  });

  const boot = (names: readonly string[]): Promise<TestApp> => {
    const packages = names.map((name) => [name, PUBLISHED[name]?.package ?? '']);
    const list = listOf(Object.fromEntries(packages) as Record<string, string>);
    return bootShop(makeShop(installPublished(), { 'config/plugin.js': list }), over);
  };

  for (const [name, { package: wanted, needs = [], attempt }] of Object.entries(PUBLISHED)) {
    it(`${wanted} works alone, and a visitor talks`, async () => {
      const target = await boot([...needs, name]);
      try {
        await attempt(target);
        await talk(target);
      } finally {
        await target.close();
      }
    });
  }

  it('all of them work together, and a visitor talks', async () => {
    const target = await boot(Object.keys(PUBLISHED));
    try {
      for (const [name, { attempt }] of Object.entries(PUBLISHED)) {
        await attempt(target).catch((cause: unknown) => assert.fail(new Error(`${name} beside the others`, { cause })));
      }
      await talk(target);
    } finally {
      await target.close();
    }
  });
});
