import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { CLOSE } from '../../../../protocol/index.ts';
import { anew } from '../../../support/anew.ts';
import { serveApp } from '../../../support/app.ts';
import { createUser } from '../../../support/factory.ts';
import { HANDSHAKE, head, RawClient } from '../../../support/raw.ts';
import { dialFoyer, foyerSocket, plainSocket } from '../../../support/socket.ts';

describe('limits of a message', () => {
  const target = serveApp();
  const user = anew(() => createUser(target));

  it('D20 closes with 1009 what is too large, on both protocols, before hello and after', async () => {
    const large = 'x'.repeat(1024 * 1024);
    const plain = await plainSocket(target, user.token);
    const sockets = [await dialFoyer(target), await foyerSocket(target, user.token), plain];
    for (const victim of sockets) {
      victim.send(large);
      assert.equal((await victim.end()).code, 1009);
    }
    const { maxPayload } = target.app.config.websocket;
    const socket = await foyerSocket(target, user.token);
    socket.send('x'.repeat(maxPayload));
    assert.equal((await socket.op('error')).code, 'frame_malformed');
  });

  it('G17 closes with 1008 a message in too many fragments', async () => {
    const { maxFragments } = target.app.config.websocket;
    const [good, victim] = [await foyerSocket(target, user.token), await foyerSocket(target, user.token)];
    for (const [{ raw }, count] of [
      [good, maxFragments],
      [victim, maxFragments + 1],
    ] as const)
      for (let sent = 1; sent <= count; sent += 1) raw.send('[', { fin: sent === count });
    assert.equal((await good.op('error')).code, 'frame_malformed');
    assert.equal((await victim.end()).code, CLOSE.pieces.code);
  });

  it('G17 closes with 1008 a frame in too many pieces', async () => {
    const { maxBufferedChunks } = target.app.config.websocket;
    const client = await RawClient.open(target);
    client.socket.write(head('GET', '/ws', { ...HANDSHAKE, 'Sec-WebSocket-Protocol': 'foyer.1' }));
    assert.match(await client.status(), / 101 /);
    const { length } = client.text;
    // A masked text of 4,000 bytes, a byte at a time.
    client.socket.write(Buffer.from([0x81, 0xfe, 4000 >> 8, 4000 & 0xff, 0, 0, 0, 0]));
    for (let sent = 0; sent < 3999 && client.text.length === length; sent += 1) {
      client.socket.write('x');
      await setImmediate();
    }
    assert.equal(client.text.slice(length), `\u0088\u0002${String.fromCharCode(CLOSE.pieces.code >> 8, CLOSE.pieces.code & 0xff)}`);
    assert.ok(maxBufferedChunks < 4000);
    client.socket.destroy();
  });

  it('survives text that is no UTF-8, and closes it', async () => {
    const victim = await foyerSocket(target, user.token);
    victim.raw.send(Buffer.from([0xff, 0xfe]), { binary: false });
    assert.equal((await victim.end()).code, 1007);
  });
});
