import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Who asks for the metrics. */
export interface Reader {
  /** Address of the connection itself, not what a proxy says. */
  readonly address: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** Who may read. */
export interface ReaderRule {
  /** One of them is asked for as `Authorization: Bearer <token>`; with none it depends on `local`. */
  readonly tokens: readonly string[];
  /** Whether a program on this machine may read without a token. */
  readonly local: boolean;
}

const LOOPBACK = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;

/** A page on another name that leads here is none of ours. */
const LOCAL_HOST = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i;

/** What curl, Prometheus, browsers and our own clients send. Whatever else there is a proxy added, and a proxy has the address of this machine, whoever asks. */
const OWN_HEADER =
  /^(host|connection|keep-alive|user-agent|accept(-[a-z]+)?|authorization|cache-control|pragma|cookie|token|dnt|priority|referer|te|if-[a-z-]+|sec-[a-z-]+|upgrade-insecure-requests|x-prometheus-scrape-timeout-seconds)$/;

/** Whether the metrics may be read: with a token where any is configured, else by a program on this machine. */
export function mayRead({ address = '', headers }: Reader, { tokens, local }: ReaderRule): boolean {
  if (tokens.length > 0) return tokens.some((token) => isEqual(headers.authorization ?? '', `Bearer ${token}`));
  return (
    local && LOOPBACK.test(address) && LOCAL_HOST.test(headers.host ?? '') && Object.keys(headers).every((name) => OWN_HEADER.test(name))
  );
}

/** Takes the same time whatever differs. */
function isEqual(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
