import assert from 'node:assert/strict';
import type { Application, BootError } from '#kernel';
import { closeAll, load, ready, serve } from './support.ts';

type Traced = Application & { trace: string[] };

/** The boot fixture, with hooks that throw. */
async function failing(...fail: string[]): Promise<Traced> {
  return (await load('boot', { config: { fail } as object })) as Traced;
}

function stepsOf(app: Traced, hook: string): string[] {
  return app.trace.filter((step) => step.endsWith(`.${hook}`));
}

describe('kernel/lifecycle', () => {
  afterEach(closeAll);

  it('runs each hook over all units in order, and loads the routers, the app last, in between', async () => {
    const app = (await ready('boot')) as Traced;
    await serve(app);
    const each = (hook: string): string[] => ['one', 'two', 'app'].map((unit) => `${unit}.${hook}`);
    assert.deepEqual(app.trace, [
      ...each('configWillLoad'),
      ...each('configDidLoad'),
      'two.router',
      'app.router',
      ...each('didLoad'),
      ...each('willReady'),
      ...each('didReady'),
      ...each('serverDidReady'),
    ]);
  });

  it('closes in reverse order, once', async () => {
    const app = (await ready('boot')) as Traced;
    assert.equal(app.close(), app.close());
    await app.close();
    assert.deepEqual(stepsOf(app, 'beforeClose'), ['app.beforeClose', 'two.beforeClose', 'one.beforeClose']);
  });

  it('closes the rest when one unit cannot, and reports every failure at the end', async () => {
    const app = await failing('two.beforeClose', 'app.beforeClose');
    await app.ready();
    await assert.rejects(app.close(), (error: AggregateError) => {
      assert.equal(error.errors.length, 2);
      assert.match(
        error.message,
        /did not close cleanly: app @foyer-chat\/foyer .*app\.beforeClose is broken; plugin two .*two\.beforeClose is broken/,
      );
      return true;
    });
    assert.equal(stepsOf(app, 'beforeClose').length, 3);
  });

  for (const hook of ['didLoad', 'willReady', 'didReady']) {
    it(`closes what was started when ${hook} fails, then names unit, file and hook`, async () => {
      const app = await failing(`two.${hook}`);
      await assert.rejects(app.ready(), (error: BootError) => {
        assert.match(error.message, new RegExp(`^plugin two \\(.*plugins/two/app/app\\.js\\) failed in ${hook}: two\\.${hook} is broken$`));
        assert.equal((error.cause as Error).message, `two.${hook} is broken`);
        return true;
      });
      assert.deepEqual(stepsOf(app, 'beforeClose'), ['app.beforeClose', 'two.beforeClose', 'one.beforeClose']);
    });
  }

  it('closes only units whose configDidLoad returned', async () => {
    const app = await failing('two.configDidLoad');
    await assert.rejects(app.ready(), /plugin two .* failed in configDidLoad/);
    assert.deepEqual(stepsOf(app, 'beforeClose'), ['one.beforeClose']);
  });

  it('frees the port when serverDidReady fails', async () => {
    const app = await failing('one.serverDidReady');
    await app.ready();
    await assert.rejects(serve(app), /plugin one .* failed in serverDidReady/);
    assert.equal(app.server?.listening, false);
    assert.equal(stepsOf(app, 'beforeClose').length, 3);
  });

  it('rethrows the first failure even when closing fails too, and logs the second', async () => {
    const app = await failing('two.didLoad', 'one.beforeClose');
    const logged: unknown[] = [];
    app.logger = { ...app.logger, error: (...args: unknown[]) => void logged.push(args[1]) };
    await assert.rejects(app.ready(), /failed in didLoad/);
    assert.match(String(logged[0]), /one\.beforeClose is broken/);
  });

  it('gives up a start that is overtaken by close', async () => {
    const app = (await load('boot')) as Traced;
    const starting = app.ready();
    await app.close();
    await assert.rejects(starting, /was closed while it started/);
    assert.deepEqual(stepsOf(app, 'didLoad'), []);
  });

  it('lets the configuration change until configWillLoad is over, not later', async () => {
    const app = (await ready('boot')) as Traced;
    assert.equal(Object.entries(app.config).find(([key]) => key === 'touchedBy')?.[1], 'app');
    assert.throws(() => Object.assign(app.config, { touchedBy: 'late' }), TypeError);
  });
});
