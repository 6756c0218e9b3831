import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { WebSocket, WebSocketServer } from 'ws';
import { Wire } from '../../../../app/messaging/delivery/wire.ts';

describe('Wire', () => {
  let server: WebSocketServer;
  let client: WebSocket;
  let stream: Socket;

  before(async () => {
    server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await once(server, 'listening');
    const connected = new Promise<Socket>((resolve) => server.once('connection', (_socket, request) => resolve(request.socket)));
    client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    stream = await connected;
  });
  after(() => {
    client.terminate();
    server.close();
  });

  /** What a WebSocket library reads of a message. */
  async function read(message: Buffer): Promise<string> {
    const received = once(client, 'message');
    stream.write(message);
    const [data, isBinary] = (await received) as [Buffer, boolean];
    assert.equal(isBinary, false);
    return data.toString();
  }

  for (const size of [0, 1, 125, 126, 65_535, 65_536, 200_000]) {
    it(`writes ${size} bytes as one text message`, async () => {
      const text = 'x'.repeat(size);
      assert.equal(await read(new Wire().message([text])), text);
    });
  }

  it('counts bytes, not characters', async () => {
    const text = `${'你好😀'.repeat(20)}é`;
    assert.equal(await read(new Wire().message([text])), text);
  });

  it('joins several frames as an array', async () => {
    assert.equal(await read(new Wire().message(['{"a":1}', '{"b":2}'])), '[{"a":1},{"b":2}]');
  });

  it('gives whoever asks for the same frames the same bytes, and nobody those of others', async () => {
    const wire = new Wire();
    const first = wire.message(['{"a":1}', '{"b":2}']);
    assert.equal(wire.message(['{"a":1}', '{"b":2}']), first);
    assert.equal(await read(wire.message(['{"a":1}', '{"b":3}'])), '[{"a":1},{"b":3}]');
    assert.equal(await read(wire.message(['{"a":1}'])), '{"a":1}');
    assert.equal(await read(wire.message(['{"a":1}', '{"b":2}'])), '[{"a":1},{"b":2}]');
  });
});
