import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Metrics } from '../../../plugins/metrics/metrics.ts';

describe('plugins/metrics/metrics', () => {
  it('asks a gauge when someone reads', async () => {
    const metrics = new Metrics({ process: false });
    let sockets = 1;
    metrics.gauge({ name: 'chat_sockets', help: 'Open sockets' }, () => sockets);
    sockets = 3;
    assert.match(await metrics.registry.metrics(), /^chat_sockets 3$/m);
  });

  it('counts, with labels', async () => {
    const metrics = new Metrics({ process: false });
    const counter = metrics.counter({ name: 'chat_messages_total', help: 'Messages', labels: ['kind'] });
    counter.inc({ kind: 'single' }, 2);
    assert.match(await metrics.registry.metrics(), /^chat_messages_total\{kind="single"\} 2$/m);
  });

  it('measures distributions with the buckets given', async () => {
    const metrics = new Metrics({ process: false });
    metrics.histogram({ name: 'chat_batch_size', help: 'Messages per commit', buckets: [1, 10] }).observe(5);
    assert.match(await metrics.registry.metrics(), /chat_batch_size_bucket\{le="1"\} 0\nchat_batch_size_bucket\{le="10"\} 1/);
  });

  it('refuses a name that is taken', () => {
    const metrics = new Metrics({ process: false });
    metrics.counter({ name: 'twice_total', help: 'x' });
    assert.throws(() => metrics.counter({ name: 'twice_total', help: 'x' }), /twice_total/);
  });

  it('measures the process where that is on', async () => {
    const [on, off] = [new Metrics({ process: true }), new Metrics({ process: false })];
    assert.match(await on.registry.metrics(), /^process_resident_memory_bytes \d/m);
    assert.doesNotMatch(await off.registry.metrics(), /process_/);
    on.registry.clear();
  });
});
