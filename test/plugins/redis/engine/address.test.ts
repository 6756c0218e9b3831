import assert from 'node:assert/strict';
import { printableUrl, readClusterAddress } from '../../../../plugins/redis/engine/address.ts';

describe('an address of Redis', () => {
  it('of several hosts is a cluster’s, with one name and password for all', () => {
    assert.deepEqual(readClusterAddress('rediss://user:p%40ss@one:7000,two'), {
      hosts: [
        { host: 'one', port: 7000 },
        { host: 'two', port: 6379 },
      ],
      access: { username: 'user', password: 'p@ss', tls: {} },
    });
    assert.deepEqual(readClusterAddress('redis://one,one')?.access, {});
  });

  it('G101 may hold commas in its password, and IPv6 in brackets', () => {
    assert.equal(readClusterAddress('redis://:a,b@one:7000'), undefined);
    assert.deepEqual(readClusterAddress('redis://:a,b@[::1]:7000,[::1]:7001/'), {
      hosts: [
        { host: '::1', port: 7000 },
        { host: '::1', port: 7001 },
      ],
      access: { password: 'a,b' },
    });
  });

  it('is shown without its password', () => {
    assert.equal(printableUrl('redis://user:secret@host:1/0'), 'redis://***@host:1/0');
    assert.equal(printableUrl('redis://host:1'), 'redis://host:1');
  });
});
