import assert from 'node:assert/strict';
import type { ClientFrame } from '../../../protocol/index.ts';
import { byteLength, decode, encode } from '../../../web/shared/wire.ts';

describe('web/shared/wire', () => {
  it('takes a frame or an array of frames, and nothing else', () => {
    assert.deepEqual(decode('{"op":"pong","time":1}'), [{ op: 'pong', time: 1 }]);
    assert.deepEqual(decode('[{"op":"pong","time":1},{"op":"new_thing"}]'), [{ op: 'pong', time: 1 }, { op: 'new_thing' }]);
    for (const junk of ['', 'x', '7', 'null', '[]', '[null,3,"op",[]]', '{"OP":"pong"}', '{"op":3}', new ArrayBuffer(2), undefined]) {
      assert.deepEqual(decode(junk), []);
    }
  });

  it('writes one frame alone and several as an array', () => {
    const [ping, ack]: ClientFrame[] = [{ op: 'ping' }, { op: 'ack', n: 3 }];
    assert.deepEqual(encode([], 100), []);
    assert.deepEqual(encode([ping!], 100), ['{"op":"ping"}']);
    assert.deepEqual(encode([ping!, ack!], 100), ['[{"op":"ping"},{"op":"ack","n":3}]']);
  });

  it('never joins frames beyond the limit, counted in bytes', () => {
    const frames = Array.from({ length: 60 }, (_, i): ClientFrame => send('字'.repeat(i)));
    const messages = encode(frames, 700);
    assert.deepEqual(messages.flatMap(decode), frames);
    assert.ok(messages.length < frames.length);
    for (const message of messages) assert.ok(byteLength(message) <= 700, `${byteLength(message)} bytes`);
  });
});

function send(data: string): ClientFrame {
  return { op: 'send', client_id: 'c', chat_type: 'single', to: 1, type: 'text', data };
}
