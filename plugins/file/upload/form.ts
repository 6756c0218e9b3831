import type { IncomingMessage } from 'node:http';
import { finished, type Readable } from 'node:stream';
import type { Busboy } from 'busboy';
import { ChatError } from '#app';

/** The file of a form, as the client describes it. */
export interface FilePart {
  readonly stream: Readable;
  readonly name: string;
  /** The client's word on the type. */
  readonly type: string;
}

/** The fields that may hold the file: ours, and what the published client calls it where it believes to write to a cloud. */
const FIELDS: ReadonlySet<string> = new Set(['file', 'img']);

/** Other fields a form may have. */
const LIMITS = { fields: 20, fieldNameSize: 100, fieldSize: 16 * 1024, parts: 24, headerPairs: 20 };

/** Is told the other fields of a form. */
export type TellField = (name: string, value: string) => void;

/** Hands the file of a multipart request to `take` as it streams in, and returns what that made of it. Fails with upload_missing or bad_request. */
export async function readForm<T>(request: IncomingMessage, take: (part: FilePart) => Promise<T>, tell?: TellField): Promise<T> {
  const form = await openForm(request);
  if (tell) form.on('field', tell);
  try {
    return await run(request, form, take);
  } catch (error) {
    request.unpipe(form);
    form.destroy();
    throw error;
  }
}

async function openForm({ headers }: IncomingMessage): Promise<Busboy> {
  const { default: busboy } = await import('busboy');
  try {
    return busboy({ headers, defParamCharset: 'utf8', limits: LIMITS });
  } catch (cause) {
    throw new ChatError('upload_missing', {}, { cause }); // no form at all, or one without a boundary
  }
}

function run<T>(request: IncomingMessage, form: Busboy, take: (part: FilePart) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    let taken: Promise<T> | undefined;
    let broken: ChatError | undefined;
    // A form that breaks off ends the stream of its file with an error, which must not be taken for a failure of ours.
    const refuse = (error: unknown): void => reject(error instanceof ChatError ? error : (broken ?? error));
    const breakOff = (cause: unknown): void => {
      broken ??= new ChatError('bad_request', {}, { cause });
      form.destroy();
      if (!taken) reject(broken);
    };
    form.on('file', (field, stream, { filename, mimeType }) => {
      stream.on('error', () => undefined); // told by the form as well
      if (taken || !FIELDS.has(field)) return void stream.resume();
      taken = take({ stream, name: filename ?? '', type: mimeType });
      taken.catch(refuse);
    });
    form.once('close', () => {
      if (taken) taken.then(resolve, refuse);
      else reject(new ChatError('upload_missing'));
    });
    form.on('error', breakOff);
    finished(request, (error) => error && breakOff(error));
    request.pipe(form);
  });
}
