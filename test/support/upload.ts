import type { WireUpload } from '../../protocol/index.ts';
import type { Answer, RequestHeaders } from './api.ts';
import type { TestApp } from './app.ts';

/** A file to send. */
export interface Sending {
  readonly bytes: Buffer | string;
  readonly name?: string;
  /** The client's word on the type. */
  readonly type?: string;
  readonly path?: string;
  readonly headers?: RequestHeaders;
}

const BOUNDARY = '----foyer';

/** A file that looks like a video. */
export const MP4 = Buffer.concat([
  Buffer.from([0, 0, 0, 24]),
  Buffer.from('ftypisom\0\0\0\0isomiso2'),
  Buffer.from([0, 0, 0x3, 0xf0]),
  Buffer.from('mdat'),
  Buffer.alloc(1000, 7),
]);

/** A file that looks like a song. */
export const MP3 = Buffer.concat([
  Buffer.from('ID3\x04\0\0\0\0\0\x0A'),
  Buffer.alloc(10),
  Buffer.from([0xff, 0xfb, 0x90, 0x64]),
  Buffer.alloc(413),
]);

/** Uploads a file as a form does, its name written as it is given. */
export async function upload(target: TestApp, token: string, sending: Sending): Promise<Answer<WireUpload>> {
  const { path, headers } = sending;
  return post<WireUpload>(target, form(sending), { headers: { token, ...headers }, ...(path !== undefined && { path }) });
}

/** Uploads a file that must be taken. */
export async function uploaded(target: TestApp, token: string, sending: Sending): Promise<WireUpload> {
  const { status, data } = await upload(target, token, sending);
  if (status !== 200) throw new Error(`the upload was refused: ${status} ${JSON.stringify(data)}`);
  return data;
}

/** A multipart body with one file; its name is escaped as browsers do. */
export function form({ bytes, name = 'file.bin', type = 'application/octet-stream' }: Sending): Buffer {
  const filename = name.replaceAll('"', '%22').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${filename}"\r\nContent-Type: ${type}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head), Buffer.from(bytes), Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
}

/** How a body is posted. */
export interface Posting {
  readonly headers: RequestHeaders;
  readonly path?: string;
}

/** Posts a body as multipart, whatever it is. */
export async function post<T>(
  target: TestApp,
  body: Buffer | ReadableStream<Uint8Array>,
  { headers, path = '/api/chat/socket/upload' }: Posting,
): Promise<Answer<T>> {
  const response = await fetch(target.url + path, {
    method: 'POST',
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, ...headers },
    body,
    duplex: 'half',
  });
  const envelope = (await response.json()) as { msg: 'ok' | 'fail'; data: T; code?: string };
  return { status: response.status, msg: envelope.msg, data: envelope.data, code: envelope.code, headers: response.headers };
}

/** An address of this server without its host. */
export function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** A picture, made here. */
export async function picture(
  format: 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' = 'png',
  { width = 8, height = 4 }: { width?: number; height?: number } = {},
): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  const plain = sharp({ create: { width, height, channels: 3, background: '#3366cc' } });
  return plain.toFormat(format).toBuffer();
}
