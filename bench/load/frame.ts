/** What the frames of a chunk mean to the socket they came from; offsets are into the buffer that was scanned. */
export interface FrameHandler {
  text(buffer: Buffer, from: number, to: number): void;
  ping(payload: Buffer): void;
  close(code: number): void;
}

const FINAL = 0x80;
const MASKED = 0x80;
const OPCODE = { continuation: 0, text: 1, close: 8, ping: 9, pong: 10 } as const;
const LENGTH_16 = 126;
const LENGTH_64 = 127;
const NO_CODE = 1005;

/** A whole client frame. The mask key is zero: legal, the server still does its unmasking, and the payload is copied as it is. */
export function clientFrame(payload: string | Buffer, kind: 'text' | 'pong' = 'text'): Buffer {
  const body = typeof payload === 'string' ? Buffer.from(payload) : payload;
  if (body.length > 0xffff) throw new RangeError('the generator sends frames of up to 65,535 bytes');
  const long = body.length >= LENGTH_16;
  const head = Buffer.alloc(long ? 8 : 6);
  head[0] = FINAL | OPCODE[kind];
  head[1] = MASKED | (long ? LENGTH_16 : body.length);
  if (long) head.writeUInt16BE(body.length, 2);
  return Buffer.concat([head, body]);
}

/** Hands over the whole frames among the first `end` bytes; returns where the first one that is not whole begins. */
export function scanFrames(buffer: Buffer, end: number, handler: FrameHandler): number {
  let at = 0;
  for (;;) {
    const head = headSize(buffer, at, end);
    if (at + head > end) return at;
    const from = at + head;
    const to = from + payloadSize(buffer, at);
    if (to > end) return at;
    dispatch(buffer.readUInt8(at) & 0x0f, handler, { buffer, from, to });
    at = to;
  }
}

function headSize(buffer: Buffer, at: number, end: number): number {
  if (at + 2 > end) return 2;
  const length = buffer.readUInt8(at + 1);
  if (length === LENGTH_64) return 10;
  return length === LENGTH_16 ? 4 : 2;
}

function payloadSize(buffer: Buffer, at: number): number {
  const length = buffer.readUInt8(at + 1);
  if (length === LENGTH_64) return buffer.readUInt32BE(at + 2) * 2 ** 32 + buffer.readUInt32BE(at + 6);
  return length === LENGTH_16 ? buffer.readUInt16BE(at + 2) : length;
}

function dispatch(opcode: number, handler: FrameHandler, { buffer, from, to }: { buffer: Buffer; from: number; to: number }): void {
  if (opcode === OPCODE.text || opcode === OPCODE.continuation) handler.text(buffer, from, to);
  else if (opcode === OPCODE.ping) handler.ping(Buffer.from(buffer.subarray(from, to)));
  else if (opcode === OPCODE.close) handler.close(to - from >= 2 ? buffer.readUInt16BE(from) : NO_CODE);
}
