import assert from 'node:assert/strict';
import type { Context } from '#kernel';
import GreetingService, { made } from './fixture/service/app/service/greeting.ts';
import { closeAll, ready } from './support.ts';

interface Tree {
  greeting: GreetingService;
  legacy: { env(): string };
  constant: Map<string, string>;
  deep: { veryDeep: { wellNamed: { env(): string } } };
}

function servicesOf(ctx: Context): Tree {
  return ctx.service as unknown as Tree;
}

describe('kernel/service', () => {
  afterEach(closeAll);

  it('makes a service on first use, once per context', async () => {
    const app = await ready('service');
    const before = made.length;
    const ctx = app.createAnonymousContext();
    assert.ok(servicesOf(ctx));
    assert.equal(made.length, before);
    assert.equal(servicesOf(ctx).greeting, servicesOf(ctx).greeting);
    assert.equal(made.length, before + 1);
    assert.notEqual(servicesOf(app.createAnonymousContext()).greeting, servicesOf(ctx).greeting);
  });

  it('loads a module once, whoever imports it', async () => {
    const app = await ready('service');
    assert.ok(servicesOf(app.createAnonymousContext()).greeting instanceof GreetingService);
  });

  it('turns folders and file names into properties', async () => {
    const app = await ready('service');
    assert.equal(servicesOf(app.createAnonymousContext()).deep.veryDeep.wellNamed.env(), 'unittest');
  });

  it('merges the services of plugins, values and factory functions among them', async () => {
    const app = await ready('service');
    const service = servicesOf(app.createAnonymousContext());
    assert.equal(service.legacy.env(), 'unittest');
    assert.equal(service.constant.get('k'), 'v');
  });

  it('skips declarations and source maps', async () => {
    const app = await ready('service');
    const tree: object = app.createAnonymousContext().service;
    assert.deepEqual(Object.keys(Object.getPrototypeOf(tree) as object).toSorted(), ['constant', 'deep', 'greeting', 'legacy']);
  });

  it('gives a derived context services of its own, bound to itself', async () => {
    const app = await ready('service');
    const connection = app.createAnonymousContext();
    const ofConnection = servicesOf(connection).greeting;
    const frame = app.deriveContext(connection);
    assert.notEqual(servicesOf(frame).greeting, ofConnection);
    assert.equal(servicesOf(frame).greeting.ctx, frame);
    assert.equal(servicesOf(connection).greeting, ofConnection);
  });

  it('lets a derived context read the state of its connection, and write its own', async () => {
    const app = await ready('service');
    const connection = app.createAnonymousContext();
    connection.state['user'] = 7;
    const frame = app.deriveContext(connection);
    frame.state['frame'] = 1;
    assert.equal(frame.state['user'], 7);
    assert.equal(connection.state['frame'], undefined);
  });
});
