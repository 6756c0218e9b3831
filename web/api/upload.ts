import { ApiError } from '../shared/index.ts';

/** How to follow an upload, and how to end it. */
export interface Progress {
  /** From 0 to 1. */
  readonly progress?: (part: number) => void;
  readonly signal?: AbortSignal;
}

interface Settlement {
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: ApiError) => void;
}

interface Upload {
  readonly path: string;
  readonly file: Blob;
  readonly token: string | null;
  readonly language: string;
}

/** Sends one file as multipart `file`; XMLHttpRequest, since fetch tells nothing of what has gone out. Gives `data`, throws ApiError. */
export function upload({ path, file, token, language }: Upload, { progress, signal }: Progress): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.responseType = 'json';
    request.setRequestHeader('Accept-Language', language);
    if (token) request.setRequestHeader('token', token);
    request.upload.addEventListener('progress', ({ loaded, total }) => progress?.(total > 0 ? loaded / total : 0));
    request.addEventListener('load', () => settle(request, { resolve, reject }));
    request.addEventListener('error', () => reject(new ApiError('unreachable')));
    request.addEventListener('abort', () => reject(new ApiError('aborted')));
    signal?.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}

function settle(request: XMLHttpRequest, { resolve, reject }: Settlement): void {
  const { msg, data, code } = envelope(request.response);
  if (request.status === 200 && msg === 'ok') return resolve(data);
  const text = typeof data === 'string' ? data : '';
  return reject(new ApiError(typeof code === 'string' ? code : 'unreadable', { status: request.status, text }));
}

function envelope(value: unknown): { readonly msg?: unknown; readonly data?: unknown; readonly code?: unknown } {
  return typeof value === 'object' && value !== null ? value : {};
}
