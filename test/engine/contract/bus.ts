import assert from 'node:assert/strict';
import type { BusMessage } from '../../../engine/bus.ts';
import { until } from '../../support/wait.ts';
import type { Open } from './open.ts';

/** What every bus keeps to within its own node. */
export function busContract(open: Open): void {
  it('hands a node its own broadcasts and sends, in order, after the call', async () => {
    const { bus } = await open();
    const got: [BusMessage, string][] = [];
    await bus.listen('n1', (message, from) => got.push([message, from]));
    const sent = Array.from({ length: 100 }, (_, index): BusMessage => ({ kind: 'stale', keys: [`${index}`] }));
    for (const [index, message] of sent.entries()) {
      if (index % 2) bus.send('n1', message);
      else bus.broadcast(message);
    }
    assert.equal(got.length, 0);
    await until(() => got.length >= sent.length);
    assert.deepEqual(
      got,
      sent.map((message) => [message, 'n1']),
    );
  });

  it('reports a listener that throws, and goes on', async () => {
    const warnings: string[] = [];
    const { bus } = await open({ warn: (message) => warnings.push(message) });
    const got: BusMessage[] = [];
    await bus.listen('n1', (message) => {
      if (message.kind === 'revoke') throw new Error('broken');
      got.push(message);
    });
    bus.broadcast({ kind: 'revoke', userId: 1, sessionIds: [2] });
    bus.broadcast({ kind: 'stale', keys: ['a'] });
    await until(() => got.length === 1);
    assert.deepEqual(warnings, ['a bus listener failed on a revoke message']);
  });

  it('takes messages to nodes that are not there', async () => {
    const { bus } = await open();
    const got: BusMessage[] = [];
    await bus.listen('n1', (message) => got.push(message));
    bus.send('nobody', { kind: 'wake', users: [1] });
    bus.send('n1', { kind: 'wake', users: [2] });
    await until(() => got.length > 0);
    assert.deepEqual(got, [{ kind: 'wake', users: [2] }]);
  });
}
