import assert from 'node:assert/strict';
import { Clients } from '../../../plugins/egg-compat/clients.ts';

describe('plugins/egg-compat/clients', () => {
  it('end with their application, once, also those that came late and those that are none', async () => {
    const clients = new Clients();
    const ended: string[] = [];
    clients.add({ disconnect: () => ended.push('redis'), quit: () => assert.fail('it would wait for an answer') });
    clients.add(Promise.resolve({ close: async () => ended.push('sql') }));
    clients.add({ query: () => assert.fail('it is no end') });
    clients.add(undefined);
    await clients.end();
    await clients.end();
    assert.deepEqual(ended.toSorted(), ['redis', 'sql']);
  });
});
