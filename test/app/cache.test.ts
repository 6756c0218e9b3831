import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { serveNodes } from '../support/nodes.ts';
import { until } from '../support/wait.ts';

describe('caches of two nodes', () => {
  const { one, two } = serveNodes();

  it('U12 what a plugin keeps is dropped on every node', async () => {
    let version = 1;
    const load = (id: number): Promise<string> => Promise.resolve(`${id} in version ${version}`);
    const [here, there] = [one, two].map(({ app }) => app.caches.define({ name: 'shelf', capacity: 10, keyOf: Number, load }));
    for (const cache of [here, there]) assert.equal(await cache?.get(7), '7 in version 1');
    version = 2;
    one.app.invalidate(['shelf:7']);
    assert.equal(await here?.get(7), '7 in version 2');
    await until(async () => (await there?.get(7)) === '7 in version 2');
  });
});
