import type { Context } from '#kernel';

const BEARER = /^Bearer +(\S+)$/i;

/** The token of a request: header `token`, `Authorization: Bearer`, or `token` of the body under `/api/chat/`. */
export function tokenOf(ctx: Context): string | undefined {
  return textOf(ctx.get('token')) ?? BEARER.exec(ctx.get('authorization'))?.[1] ?? bodyToken(ctx);
}

/** A text that is not empty; anything else is none. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function bodyToken({ path, request: { body } }: Context): string | undefined {
  if (!path.startsWith('/api/chat/') || typeof body !== 'object' || body === null) return undefined;
  return Object.hasOwn(body, 'token') ? textOf(Reflect.get(body, 'token')) : undefined;
}
