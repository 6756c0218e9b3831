import assert from 'node:assert/strict';
import { readServer } from '../../../../plugins/redis/engine/server-info.ts';

const INFO = '# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\nrun_id:8a6f4b3ce3ad57fa73ffe7ebb23a7bf2f4f2ac9c\r\n';

describe('readServer', () => {
  it('reads the process, the version and whether it is one of a cluster', () => {
    assert.deepEqual(readServer(INFO), { generation: '8a6f4b3ce3ad', version: '7.0.15', isCluster: false });
    assert.equal(readServer(INFO.replace('standalone', 'cluster')).isCluster, true);
  });

  it('names what is missing', () => {
    assert.throws(() => readServer('# Server\r\n'), /allow INFO/);
  });
});
