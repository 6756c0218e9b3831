import type { Api } from '../api.ts';

/** Calls routes as one user. Gives the `data` of the envelope, in the shape that the route's method names, and throws ApiError. */
export interface Caller {
  get<Data>(path: string): Promise<Data>;
  post<Data>(path: string, body?: object): Promise<Data>;
}

/** The caller of whoever holds the token; it is asked for at each call. */
export function callerOf(api: Api, token: () => string | null): Caller {
  return {
    // The routes answer in these shapes; a test of each holds the two together.
    get: <Data>(path: string) => api.call(path, { method: 'GET', token: token() }) as Promise<Data>, // oxlint-disable-line typescript/no-unsafe-type-assertion
    post: <Data>(path: string, body = {}) => api.call(path, { body, token: token() }) as Promise<Data>, // oxlint-disable-line typescript/no-unsafe-type-assertion
  };
}

/** A page of a list, from 1, and its length. */
export interface Paging {
  readonly page?: number;
  readonly limit?: number;
}

/** A path with the parameters that are there. */
export function pathOf(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value));
  return given.size > 0 ? `${path}?${given.toString()}` : path;
}
