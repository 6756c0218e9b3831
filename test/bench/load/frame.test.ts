import assert from 'node:assert/strict';
import { clientFrame, scanFrames } from '../../../bench/load/frame.ts';
import { newRun, readBodies, SendFrame, type Stamp } from '../../../bench/load/body.ts';

function serverFrame(opcode: number, payload: Buffer): Buffer {
  const head = payload.length < 126 ? Buffer.from([0x80 | opcode, payload.length]) : Buffer.from([0x80 | opcode, 126, 0, 0]);
  if (payload.length >= 126) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

const LONG = 'x'.repeat(300);
const STREAM = Buffer.concat([
  serverFrame(1, Buffer.from('one')),
  serverFrame(9, Buffer.from('are you there')),
  serverFrame(1, Buffer.from(LONG)),
  serverFrame(8, Buffer.from([0x0f, 0xa1])),
]);

describe('bench/load/frame', () => {
  it('hands over whole frames wherever the stream is cut', () => {
    for (let cut = 0; cut <= STREAM.length; cut += 1) {
      const seen: string[] = [];
      const handler = {
        text: (buffer: Buffer, from: number, to: number): number => seen.push(buffer.toString('utf8', from, to)),
        ping: (payload: Buffer): number => seen.push(`ping ${payload.toString()}`),
        close: (code: number): number => seen.push(`close ${code}`),
      };
      const used = scanFrames(STREAM, cut, handler);
      scanFrames(STREAM.subarray(used), STREAM.length - used, handler);
      assert.deepEqual(seen, ['one', 'ping are you there', LONG, 'close 4001'], `cut at ${cut}`);
    }
  });

  it('reads its own stamps back, and leaves those of other runs', () => {
    const run = newRun();
    const frame = new SendFrame(run, 7, (body, clientId) => `${clientId} "${body}"`).stamp(123_456, 987_654_321);
    const old = new SendFrame({ ...run, nonce: run.nonce - 1 }, 7, (body) => body).stamp(1, 1);
    const buffer = Buffer.concat([old, frame, old]);
    const stamps: Stamp[] = [];
    assert.equal(
      readBodies({ buffer, from: 0, to: buffer.length }, run, (stamp) => stamps.push(stamp)),
      3,
    );
    assert.deepEqual(stamps, [{ pair: 7, seq: 123_456, time: 987_654_321 }]);
    assert.match(frame.toString(), /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-8000-00000001e240 "@@/);
    assert.equal(/"(.*)"/.exec(frame.toString())?.[1]?.length, 100);
  });

  it('makes frames that a WebSocket server can read', () => {
    assert.deepEqual([...clientFrame('ab')], [0x81, 0x82, 0, 0, 0, 0, 97, 98]);
    assert.deepEqual([...clientFrame(LONG).subarray(0, 8)], [0x81, 0xfe, 1, 44, 0, 0, 0, 0]);
  });
});
