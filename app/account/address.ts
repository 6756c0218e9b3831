import { isIPv6 } from 'node:net';

/** Groups of an IPv6 address that name a customer's network; whoever has one address of it has all. */
const NETWORK_GROUPS = 4;

/** The key under which an address is counted: IPv4 as it is, IPv6 by its /64 network (D07). */
export function addressKey(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  return expand(address).slice(0, NETWORK_GROUPS).join(':');
}

/** The eight groups, without leading zeros. */
function expand(address: string): string[] {
  const [head = '', tail = ''] = address.toLowerCase().split('%', 1).join('').split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === '' ? [] : tail.split(':');
  const middle = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return [...left, ...middle, ...right].map((group) => group.replace(/^0+(?=.)/, ''));
}
