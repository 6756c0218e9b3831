import type { Stats } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { send } from '@koa/send';
import { fromKoa, type Middleware } from '#kernel';

/** What a browser loads; everything else in the folder is not there. */
const KINDS = /\.(?:js|css|html|svg|png|woff2|json|map|webmanifest|wasm|mp3)$/;

/** How long a browser keeps its copy. */
export const CACHE = {
  /** Names carry no hash, so a browser asks each time whether its copy still holds; mostly it does, and nothing is sent. */
  ask: 'no-cache',
  /** The name changes with the content. */
  forever: 'public, max-age=31536000, immutable',
  /** Loaded by others' pages at each view: asked for once an hour. */
  hour: 'public, max-age=3600',
} as const;

/** Whether a path may be that of a file here. */
export function isFile(name: string): boolean {
  return KINDS.test(name);
}

/** Answers with one file below `root`, never one outside; `name` is the path as it was asked for, still encoded. */
export function serve(root: string, name: string, cache: string = CACHE.ask): Middleware {
  return fromKoa(async (ctx) => {
    if (!isFile(name)) return;
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- it captures cache
    const setHeaders = (response: ServerResponse, _file: string, stats: Stats): void => keep(response, stats, cache);
    // The build lays a compressed copy beside what is worth it.
    ctx.vary('Accept-Encoding');
    await send(ctx, name, { root, brotli: false, gzip: true, setHeaders });
    // The ETag is set only now, after what Koa would have compared.
    if (ctx.status === 200 && ctx.fresh) ctx.status = 304;
  });
}

function keep(response: ServerResponse, { size, mtimeMs }: Stats, cache: string): void {
  response.setHeader('Cache-Control', cache);
  response.setHeader('ETag', `W/"${size.toString(16)}-${Math.trunc(mtimeMs).toString(16)}"`);
}
