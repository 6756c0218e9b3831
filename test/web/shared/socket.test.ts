import assert from 'node:assert/strict';
import { WebSocket } from 'ws';
import { Client, textData, textOf } from '../../../web/shared/index.ts';
import { until } from '../../support/wait.ts';
import { Host } from '../support/host.ts';

describe('web/shared over real sockets', () => {
  const host = new Host();
  const clients: Client[] = [];

  const client = (name: string): Client => {
    const createSocket = (url: string, protocols: string[]): WebSocket => new WebSocket(url, protocols);
    const made = new Client({ url: host.url, getToken: async () => name, createSocket });
    clients.push(made);
    made.connect();
    return made;
  };

  before(() => host.start());
  after(async () => {
    for (const made of clients) made.disconnect();
    await host.stop();
  });

  it('talks both ways, survives a cut line, and loses and doubles nothing', async () => {
    const [ann, bob] = [host.fake.user(1, 'ann'), host.fake.user(2, 'bob')];
    const [a, b] = [client('ann'), client('bob')];
    const [left, right] = [a.open(2), b.open(1)];
    await until(() => a.state === 'up_to_date' && b.state === 'up_to_date');
    for (let i = 0; i < 50; i++) {
      a.send({ to: 2, data: textData(`a${i}`) });
      b.send({ to: 1, data: textData(`b${i}`) });
    }
    host.cut();
    for (let i = 50; i < 60; i++) a.send({ to: 2, data: textData(`a${i}`) });
    await until(() => a.unsent.length + b.unsent.length === 0);
    const truth = host.fake.entries(ann, bob).map(({ message }) => textOf(message.data));
    await until(() => left.lines.length === 110 && right.lines.length === 110);
    for (const { lines } of [left, right])
      assert.deepEqual(
        lines.map(({ message }) => textOf(message.data)),
        truth,
      );
    assert.deepEqual(
      truth.filter((text) => text.startsWith('a')),
      Array.from({ length: 60 }, (_, i) => `a${i}`),
    );
  });

  it('D19 a refused token signs out and does not come back', async () => {
    const stranger = client('nobody');
    await until(() => stranger.state === 'signed_out');
    assert.equal(stranger.closeCode, 4401);
    assert.equal(stranger.retryAt, null);
  });
});
