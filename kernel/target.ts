import type { IncomingMessage } from 'node:http';

/** What ends a host in an address. */
const BEYOND_HOST = /[/\\?#@\s]/;

/**
 * Brings a request into the one form that the rest reads, a path; a request for a whole address, as proxies get them, is one for its path.
 * False for a request that names no path, or a host that is none: middleware would build addresses of it that cannot be read.
 */
export function normalizeTarget(request: IncomingMessage): boolean {
  const { url = '', headers } = request;
  if (headers.host !== undefined && !isHost(headers.host)) return false;
  if (url.startsWith('/') || url === '*') return true;
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return false;
  request.url = url.replace(/^https?:\/\/[^/?#]*/i, '').replace(/^(?!\/)/, '/');
  return true;
}

function isHost(host: string): boolean {
  return host === '' || (!BEYOND_HOST.test(host) && URL.canParse(`http://${host}`));
}
