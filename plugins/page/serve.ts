import type { Stats } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { send } from '@koa/send';
import { fromKoa, type Middleware } from '#kernel';

/** What a browser loads; everything else in the folder is not there. */
const KINDS = /\.(?:js|css|html|svg|png|woff2|json|map)$/;

/** Answers with one file below `root`, never one outside; `name` is the path as it was asked for, still encoded. */
export function serve(root: string, name: string): Middleware {
  return fromKoa(async (ctx) => {
    if (!KINDS.test(name)) return;
    await send(ctx, name, { root, brotli: false, gzip: false, setHeaders });
    // The ETag is set only now, after what Koa would have compared.
    if (ctx.status === 200 && ctx.fresh) ctx.status = 304;
  });
}

/** Names carry no hash, so a browser asks each time whether its copy still holds; mostly it does, and nothing is sent. */
function setHeaders(response: ServerResponse, _file: string, { size, mtimeMs }: Stats): void {
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('ETag', `W/"${size.toString(16)}-${Math.trunc(mtimeMs).toString(16)}"`);
}
