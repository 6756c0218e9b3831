import type { IncomingMessage } from 'node:http';
import { isIP, isIPv6 } from 'node:net';

/** What is believed of the proxies in front: `config.server`. */
export interface ProxyRule {
  /** Whether there are any. */
  readonly proxy: boolean;
  /** How many; 0 believes the whole of X-Forwarded-For, which a client may begin as it likes. */
  readonly maxIpsCount: number;
}

/** Groups of an IPv6 address that name a customer's network; whoever has one address of it has all. */
const NETWORK_GROUPS = 4;

/** IPv4 written as IPv6. */
const MAPPED = /^\[::ffff:([\da-f]{1,4}):([\da-f]{1,4})\]$/;

/**
 * Where a client is, for HTTP and for sockets alike: the other end of the connection, or behind proxies what the outermost of them says.
 * IPv4 is never written as IPv6; what a proxy says that is no address is not taken.
 */
export function clientAddress({ headers, socket }: Pick<IncomingMessage, 'headers' | 'socket'>, { proxy, maxIpsCount }: ProxyRule): string {
  const said = proxy ? String(headers['x-forwarded-for'] ?? '').split(',') : [];
  const forwarded = bareAddress(said.slice(-maxIpsCount)[0]?.trim() ?? '');
  return isIP(forwarded) > 0 ? forwarded : bareAddress(socket.remoteAddress ?? '');
}

/** The key under which an address is counted: IPv4 as it is, IPv6 by its /64 network (D07). */
export function addressKey(address: string): string {
  const plain = bareAddress(address);
  return isIPv6(plain) ? expand(plain).slice(0, NETWORK_GROUPS).join(':') : plain;
}

/** Without what some proxies and sockets put around an address: brackets, a port, the mapping of IPv4 into IPv6. */
export function bareAddress(address: string): string {
  const host = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(address);
  return unmapped(host?.[1] ?? host?.[2] ?? address);
}

/** The URL parser knows every way to write such an address, and writes it in one. */
function unmapped(address: string): string {
  if (!/ffff/i.test(address) || !isIPv6(address)) return address;
  const url = `http://[${address}]`;
  const [, high, low] = (URL.canParse(url) && MAPPED.exec(new URL(url).hostname)) || [];
  if (high === undefined || low === undefined) return address;
  return [high, low].flatMap((group) => [Number(`0x${group}`) >> 8, Number(`0x${group}`) & 0xff]).join('.');
}

/** The eight groups, without leading zeros. */
function expand(address: string): string[] {
  const [head = '', tail = ''] = address.toLowerCase().split('%', 1).join('').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const middle = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...middle, ...right].map((group) => group.replace(/^0+(?=.)/, ''));
}
