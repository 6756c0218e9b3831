import assert from 'node:assert/strict';
import type { Application, Context } from '#kernel';
import { closeAll, load, ready } from './support.ts';

type Extended = Context & { mood: string; seen: string; plain: string; who(): string };

async function context(): Promise<Extended> {
  return (await ready('extend')).createAnonymousContext({ 'user-agent': 'mocha' }) as Extended;
}

describe('kernel/extend', () => {
  afterEach(closeAll);

  it('lets the app win over a plugin, and an environment over both', async () => {
    const ctx = await context();
    assert.equal(ctx.who(), 'app');
    assert.equal(ctx.plain, 'unittest');
  });

  it('keeps the getter that was there when only the setter is overridden', async () => {
    const ctx = await context();
    ctx.mood = 'glad';
    assert.equal(ctx.seen, 'glad');
    assert.equal(ctx.mood, 'none', "the plugin's getter reads the plugin's own store");
  });

  it("keeps Koa's setter when only the getter is overridden", async () => {
    const ctx = await context();
    assert.equal(ctx.method, 'GET as read by the app');
    ctx.method = 'PUT';
    assert.equal(ctx.req.method, 'PUT');
  });

  it('extends application, request and response too', async () => {
    const app = (await ready('extend')) as Application & { twice(number: number): number };
    const ctx = app.createAnonymousContext({ 'user-agent': 'mocha' });
    assert.equal(app.twice(4), 8);
    assert.equal((ctx.request as typeof ctx.request & { agent: string }).agent, 'mocha');
    (ctx.response as typeof ctx.response & { teapot(): void }).teapot();
    assert.equal(ctx.status, 418);
  });

  it('lets an extension replace the logger, for contexts as well', async () => {
    const app = await load('extend');
    const before = app.logger;
    await app.ready();
    assert.notEqual(app.logger, before);
    assert.equal(app.createAnonymousContext().logger, app.logger);
  });

  it('leaves other applications alone', async () => {
    await ready('extend');
    assert.ok(!('who' in (await ready('boot')).createAnonymousContext()));
  });
});
