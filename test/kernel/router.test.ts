import assert from 'node:assert/strict';
import type { Middleware } from '#kernel';
import { Router } from '../../kernel/router.ts';
import { closeAll, load, serve } from './support.ts';

const answer: Middleware = (ctx) => {
  ctx.body = `${ctx.method} ${ctx.routerPath} ${JSON.stringify(ctx.params)}`;
};

/** Serves these routes and nothing else. */
async function served(declare: (router: Router) => void): Promise<(path: string, method?: string) => Promise<string | number>> {
  const app = await load('plugins', { plugins: { a: false, b: false, c: false } });
  declare(app.router);
  await app.ready();
  const base = await serve(app);
  return async (path, method = 'GET') => {
    const response = await fetch(base + path, { method });
    return response.status === 200 ? response.text() : response.status;
  };
}

describe('kernel/router', () => {
  afterEach(closeAll);

  it('matches a path exactly: no trailing slash, no other case, no prefix', async () => {
    const call = await served((router) => router.get('/api/x', answer));
    assert.equal(await call('/api/x?q=1'), 'GET /api/x {}');
    for (const path of ['/api/x/', '/API/x', '/api/X', '/api/x/y', '/api']) assert.equal(await call(path), 404, path);
  });

  it('knows whether a path is its own, whatever the verb', () => {
    const router = new Router();
    router.get('/api/x/:id', answer).get('/files/*path', answer);
    assert.deepEqual(
      ['/api/x/7', '/files/a/b', '/api/x', '/API/x/7', '/'].map((path) => router.owns(path)),
      [true, true, false, false, false],
    );
  });

  it('has the verbs', async () => {
    const call = await served((router) => {
      router.get('/v', answer).post('/v', answer).put('/v', answer).patch('/v', answer).delete('/v', answer).all('/any/:id', answer);
    });
    for (const verb of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) assert.equal(await call('/v', verb), `${verb} /v {}`);
    for (const verb of ['GET', 'DELETE']) assert.equal(await call('/any/7', verb), `${verb} /any/:id {"id":"7"}`);
    assert.equal(await call('/v', 'OPTIONS'), 404);
  });

  it('runs the steps in order, and the handler only when they let it', async () => {
    const step: Middleware = (ctx, next) => (ctx.query['pass'] ? next() : undefined);
    const call = await served((router) => router.get('/x', step, answer));
    assert.equal(await call('/x?pass=1'), 'GET /x {}');
    assert.equal(await call('/x'), 404);
  });

  it('maps the REST actions that a controller has, each behind the steps', () => {
    const router = new Router();
    const step: Middleware = (_, next) => next();
    router.resources('/posts', step, {
      index: answer,
      new: answer,
      create: answer,
      show: answer,
      edit: answer,
      update: answer,
      destroy: answer,
    });
    assert.deepEqual(
      router.routes.map(({ verb, path }) => `${verb} ${path}`),
      [
        'get /posts',
        'get /posts/new',
        'post /posts',
        'get /posts/:id',
        'get /posts/:id/edit',
        'put /posts/:id',
        'patch /posts/:id',
        'delete /posts/:id',
      ],
    );
    assert.ok(router.routes.every(({ handlers }) => handlers[0] === step && handlers[1] === answer));
    assert.deepEqual(new Router().resources('/x', { show: answer }).routes, [{ verb: 'get', path: '/x/:id', handlers: [answer] }]);
  });

  it('prefers the route declared first: /posts/new is not /posts/:id', async () => {
    const call = await served((router) => router.resources('/posts', { new: answer, show: answer }));
    assert.equal(await call('/posts/new'), 'GET /posts/new {}');
    assert.equal(await call('/posts/9'), 'GET /posts/:id {"id":"9"}');
  });

  it('survives an escape that is none', async () => {
    const call = await served((router) => router.get('/p/:name', answer));
    assert.equal(await call('/p/%E0%A4%A'), 'GET /p/:name {"name":"%E0%A4%A"}');
  });

  it('refuses a route declared twice', () => {
    assert.throws(() => new Router().get('/x', answer).get('/x', answer), /route GET \/x is declared twice/);
  });

  it('names the route and the step that is not a function', async () => {
    await assert.rejects((await load('broken/route')).ready(), /route POST \/x: step 2 is not a function: check its name/);
  });
});
