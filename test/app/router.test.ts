import assert from 'node:assert/strict';
import type { Api } from '../support/api.ts';
import { serveApp } from '../support/app.ts';
import { createVisitor } from '../support/factory.ts';
import { readPluginTables } from '../support/routes/table.ts';

/** What plugins' READMEs say of their routes. */
const PLUGINS = readPluginTables();

/** Contract §1: what a visitor may do. A route that opens for visitors is added here or in the README of its plugin, knowingly. */
const OPEN_TO_VISITORS = new Set([
  '/api/chat/socket/recall',
  '/api/chat/revokeMessage',
  '/api/chat/devices',
  '/api/chat/device/end',
  '/api/chat/handover',
  '/api/chat/logout',
  '/api/chat/updateUserinfo',
  '/api/chat/getUserSetInfo',
  '/api/chat/follow/:id',
  '/api/chat/unfollow/:id',
  '/api/chat/socket/sendmessage',
  '/api/chat/chatGetmessageOffLine',
  '/api/chat/socket/getmessage',
  '/api/chat/forward',
  '/api/chat/conversations',
  '/api/chat/conversation/set',
  '/api/chat/readers',
  '/api/chat/grouplist/:page',
  '/api/chat/groupinfo/:id',
  '/api/chat/groupnickname',
  '/api/chat/groupDeleteOrQuit',
  '/api/chat/groupInviteUser',
  '/api/chat/myGroupApplications/:page',
  '/api/chat/rooms/:page',
  '/api/chat/room/join',
  '/api/chat/room/leave',
  ...PLUGINS.filter(({ expected }) => !isClosed(expected.visitor)).map(({ path }) => path),
]);

/** Routes of the API that are no POST, since they change nothing. One that is new is added here or in the README of its plugin, knowingly. */
const READING = new Set([
  ...PLUGINS.filter(({ verb, path }) => verb === 'get' && path.startsWith('/api/')).map(({ path }) => path),
  '/api/chat/blacklist/:page',
  '/api/chat/conversations',
  '/api/chat/devices',
  '/api/chat/groupApplications/:page',
  '/api/chat/groupBans/:id/:page',
  '/api/chat/groupinfo/:id',
  '/api/chat/grouplist/:page',
  '/api/chat/handover',
  '/api/chat/myGroupApplications/:page',
  '/api/chat/rooms/:page',
  '/api/chat/visitor/:id',
  '/api/demo',
  '/api/lobby/:uuid',
  '/api/signup',
  '/api/userinfo/:uuid',
]);

describe('routes', () => {
  const target = serveApp();
  let visitor: Api;

  before(async () => {
    visitor = target.api.as((await createVisitor(target)).token);
  });

  const chatRoutes = (): { verb: string; path: string }[] => target.app.router.routes.filter(({ path }) => path.startsWith('/api/chat/'));
  const call = (api: Api, { verb, path }: { verb: string; path: string }): ReturnType<Api['post']> => {
    const concrete = path.replaceAll(/:\w+/g, '1');
    return verb === 'get' ? api.get(concrete) : api.post(concrete);
  };

  it('D08 every route below /api/chat/ needs a token', async () => {
    assert.ok(chatRoutes().length >= 8);
    for (const route of chatRoutes()) {
      const { status, code } = await call(target.api, route);
      assert.deepEqual({ status, code }, { status: 401, code: 'token_missing' }, route.path);
    }
  });

  it('D08 a route is open to visitors only where it says so', async () => {
    for (const route of chatRoutes().filter(({ path }) => path !== '/api/chat/logout' && path !== '/api/chat/erase')) {
      const { status, code } = await call(visitor, route);
      assert.equal(!isClosed(`${status} ${code}`), OPEN_TO_VISITORS.has(route.path), `${route.path} answered ${status} ${code}`);
    }
  });

  it('D09 a GET only reads', () => {
    const read = target.app.router.routes.filter(({ verb, path }) => verb !== 'post' && path.startsWith('/api/')).map(({ path }) => path);
    assert.deepEqual(read.toSorted(), [...READING].toSorted());
  });
});

/** Whether an answer says that visitors do not come in. */
function isClosed(answer: string): boolean {
  return answer === '403 visitor_refused' || answer === '403 password_visitor';
}
