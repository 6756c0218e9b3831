import type { TestApp } from '../app.ts';
import type { Scene } from './scene.ts';
import type { Role, Row } from './table.ts';

/** What a request carries beside its token, by place. */
export interface Call {
  readonly path?: Fields;
  readonly query?: Fields;
  readonly body?: Fields;
  /** A body of another kind than JSON. */
  readonly form?: { readonly type: string; readonly bytes: Buffer };
}

/** Parameters by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** How a route is called in a scene; `role` is who will call. */
export type Recipe = (scene: Scene, role: Role) => Call | Promise<Call>;

/** A call without parameters, after somebody said something. */
export const afterMessage: Recipe = async (scene) => {
  await scene.message();
  return {};
};

/** What came back, whether it is JSON or not. */
export interface Reply {
  /** As the table has it: `200`, `403 visitor_refused`. */
  readonly answer: string;
  readonly status: number;
  /** The media type. */
  readonly type: string;
  readonly text: string;
  /** Another address answered in the end. */
  readonly isRedirected: boolean;
}

/** Who sends a call where. */
export interface Sending {
  readonly verb: string;
  /** With its parameters filled in. */
  readonly address: string;
  readonly token: string | undefined;
}

/** The address of a call. */
export function addressOf({ path }: Pick<Row, 'path'>, call: Call): string {
  const filled = path.replace(/[:*](\w+)/g, (_, name: string) => encodeURIComponent(String(call.path?.[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) query.set(name, String(value));
  return query.size === 0 ? filled : `${filled}?${query.toString()}`;
}

/** Calls a row's route. */
export function callRow(target: TestApp, row: Row, { call, token }: { call: Call; token: string | undefined }): Promise<Reply> {
  return send(target, { verb: row.verb, address: addressOf(row, call), token }, call);
}

/** Sends one request. */
export async function send(target: TestApp, { verb, address, token }: Sending, { body, form }: Call = {}): Promise<Reply> {
  const json = body && { type: 'application/json', bytes: Buffer.from(JSON.stringify(body)) };
  const content = form ?? json;
  const response = await fetch(target.url + address, {
    method: verb.toUpperCase(),
    headers: { ...(token !== undefined && { token }), ...(content && { 'content-type': content.type }) },
    ...(content && { body: content.bytes }),
  });
  const text = await response.text();
  const code = response.status < 400 ? '' : ` ${codeOf(text)}`;
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  return { answer: `${response.status}${code}`, status: response.status, type, text, isRedirected: response.redirected };
}

function codeOf(text: string): string {
  const { msg, code } = JSON.parse(text) as { msg?: unknown; code?: unknown };
  return msg === 'fail' ? String(code) : 'without the envelope';
}
