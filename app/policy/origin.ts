/** Which pages of other origins may talk to this server. */
export interface OriginRule {
  /** Origins as browsers send them, e.g. `https://shop.example`; `*` for every one. */
  readonly allowed: readonly string[];
  /** The origin this server is reached at, where a proxy hides it. */
  readonly publicUrl?: string | undefined;
  /** Whether pages of this machine are allowed: for development. */
  readonly loopback: boolean;
}

const LOOPBACK = /^(localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Whether a request or handshake with this Origin header may go on. No header is allowed: native apps send none.
 * `host` is the Host header; a page is of the same origin when its host is the one it talks to. `null` is never allowed.
 */
export function isOriginAllowed(rule: OriginRule, origin: string | undefined, host?: string): boolean {
  if (origin === undefined || origin === '') return true;
  const url = parse(origin);
  if (!url) return false;
  if (url.host === host || url.origin === parse(rule.publicUrl)?.origin) return true;
  if (rule.loopback && LOOPBACK.test(url.hostname)) return true;
  return rule.allowed.some((allowed) => allowed === '*' || parse(allowed)?.origin === url.origin);
}

/** Origins of a page on the web only: `null`, `file:` and extensions are nobody we know. */
function parse(text: string | undefined): URL | undefined {
  const url = text === undefined || !URL.canParse(text) ? undefined : new URL(text);
  return url && /^https?:$/.test(url.protocol) ? url : undefined;
}
