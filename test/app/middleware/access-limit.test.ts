import assert from 'node:assert/strict';
import { hasUnit } from '../../support/has-unit.ts';
import { serveApp } from '../../support/app.ts';
import { createUser, type TestUser } from '../../support/factory.ts';
import { send } from '../../support/routes/call.ts';

const NONE = { points: 0, window: 600_000, perAddress: 0 };
/** Routes that count by themselves. */
const OWN: ReadonlySet<string> = new Set(['POST /api/chat/socket/sendmessage']);
/** Looks at others. */
const LOOKUPS: ReadonlySet<string> = new Set([
  'GET /api/userinfo/:uuid',
  'POST /api/chat/getUserSetInfo',
  'POST /api/chat/searchUser',
  'GET /api/chat/groupinfo/:id',
  'GET /api/chat/visitor/:id',
  'GET /api/lobby/:uuid',
  'POST /api/chat/follow/:id',
  'POST /api/chat/unfollow/:id',
  'POST /api/chat/blacklist/:id',
]);

/** Draw the picture of a code. */
const DRAWINGS: ReadonlySet<string> = new Set(['GET /api/chat/groupQrcode/:id', 'POST /api/chat/handover']);
/** All that count against another limit than that of any request. */
const COUNTED: ReadonlySet<string> = new Set([...OWN, ...LOOKUPS, ...DRAWINGS]);

describe('how often routes may be called', () => {
  const closed = serveApp({ config: { limit: { request: NONE }, ...(hasUnit('push') && { push: { changes: NONE } }) } });
  const undrawn = serveApp({ config: { limit: { drawing: NONE } } });
  const blind = serveApp({ config: { limit: { lookup: NONE } } });
  const busy = serveApp({ config: { access: { underWay: 2 } } });
  const few = serveApp({ config: { server: { proxy: true }, limit: { lookup: { points: 3, window: 600_000, perAddress: 5 } } } });

  const called = async (target: typeof closed): Promise<Map<string, string>> => {
    const answers = new Map<string, string>();
    for (const { verb, path } of target.app.router.routes.filter((route) => route.path.startsWith('/api/'))) {
      // Some of them end the session.
      const { token } = await createUser(target);
      const address = path.replace(/[:*](\w+)/g, '1');
      answers.set(
        `${verb.toUpperCase()} ${path}`,
        (await send(target, { verb, address, token }, verb === 'post' ? { body: {} } : {})).answer,
      );
    }
    return answers;
  };

  it('one user has so many requests under way, and gives the places back', async () => {
    const [user, other] = await Promise.all([createUser(busy), createUser(busy)]);
    const ask = async ({ token }: TestUser): Promise<number> => (await busy.api.as(token).get('/api/chat/conversations')).status;
    const [together, besides] = await Promise.all([Promise.all(Array.from({ length: 12 }, () => ask(user))), ask(other)]);
    assert.deepEqual([new Set(together), besides], [new Set([200, 429]), 200]);
    for (let n = 0; n < 5; n += 1) assert.equal(await ask(user), 200);
  });

  it('G06 no route behind a token forgets to count', async () => {
    const answers = [...(await called(closed))].filter(([route]) => route.includes(' /api/chat/') && !COUNTED.has(route));
    assert.deepEqual(
      answers.filter(([, answer]) => answer !== '429 too_many'),
      [],
    );
    assert.ok(answers.length > 60);
  });

  it('G06 looks at other people and groups have a limit of their own', async () => {
    const refused = [...(await called(blind))].filter(([, answer]) => answer === '429 too_many').map(([route]) => route);
    assert.deepEqual(new Set(refused), LOOKUPS);
  });

  it('D07 pictures of codes have a limit of their own', async () => {
    const refused = [...(await called(undrawn))].filter(([, answer]) => answer === '429 too_many').map(([route]) => route);
    assert.deepEqual(new Set(refused), DRAWINGS);
  });

  it('G06 counts per user and per address', async () => {
    const [owner, one, two] = await Promise.all([createUser(few), createUser(few), createUser(few)]);
    const look = async (who: TestUser | undefined, address: string): Promise<number> => {
      const api = few.api.with({ 'x-forwarded-for': address, ...(who && { token: who.token }) });
      return (await api.get(`/api/userinfo/${owner.uuid}`)).status;
    };
    const looks = [];
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4']) looks.push(await look(one, address));
    assert.deepEqual(looks, [200, 200, 200, 429], 'one user from everywhere');
    for (let round = 0; round < 4; round += 1) await look(undefined, '192.0.2.1');
    assert.deepEqual([await look(two, '192.0.2.1'), await look(two, '192.0.2.9')], [429, 200], 'everybody at one address');
  });
});
