import { ApiError } from '../shared/index.ts';

/** Who asks for a file, and in which language it is refused. The token goes into a header: an address is copied, kept and logged (G23). */
export interface Asking {
  readonly token: string | null;
  readonly language: string;
}

/** Fetches a file that only the token opens, and hands it to the browser to keep under the name that the server gives. Throws ApiError. */
export async function download(path: string, asking: Asking): Promise<void> {
  const response = await fetchFile(path, asking);
  const name = /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? 'export.json';
  keepFile(await response.blob(), name);
}

/** Fetches a file that only the token opens. Throws ApiError. */
export async function fetchFile(path: string, { token, language }: Asking): Promise<Response> {
  const headers = { 'Accept-Language': language, ...(token !== null && { token }) };
  const response = await fetch(path, { headers }).catch(() => {
    throw new ApiError('unreachable');
  });
  if (!response.ok) throw await errorOf(response);
  return response;
}

async function errorOf(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const { code, data } = typeof body === 'object' && body !== null ? (body as { code?: unknown; data?: unknown }) : {};
  const text = typeof data === 'string' ? data : '';
  return new ApiError(typeof code === 'string' ? code : 'unreadable', { status: response.status, text });
}

/** Hands what is at an address of this server to the browser to keep; the server says under which name. */
export function saveFrom(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}

/** Hands a file to the browser to keep under a name. */
export function keepFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has read it once the click has been dealt with.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
