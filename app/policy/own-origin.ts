import { BlockList, isIP } from 'node:net';

/** What the configuration says of it. */
export interface OwnRule {
  /** The origin this server is reached at, where a proxy hides it. */
  readonly publicUrl?: string | undefined;
  /** Further names that it is reached at, each with a port or for all of them. */
  readonly hosts: readonly string[];
}

/** Where a request came in. */
export interface Arrival {
  /** As the request or its proxy says: `https`, or anything else for http. */
  readonly protocol: string;
  /** The Host header, or what the proxy says of it. */
  readonly host: string;
  /** The server's own end of the connection. */
  readonly address: string;
  readonly port: number;
}

/** The origin that links to this server begin with, and whether the request named it: a host that is not known to be ours is not taken. */
export interface OwnOrigin {
  readonly origin: string;
  readonly isKnown: boolean;
}

/** Names that nobody on the internet can have: of one word, or under an ending that is kept for private networks. */
const PRIVATE_NAME = /^[^.]+$|\.(local|localhost|internal|home\.arpa)$/;

const PRIVATE_NETWORKS = networks(
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
);

/**
 * How others reach this server: `publicUrl`, else the host that was asked where it is listed or no stranger's can be (this machine, its own
 * addresses, private networks and names), else the first that is listed, else the address at which the request came in.
 */
export function ownOrigin(rule: OwnRule, arrival: Arrival): OwnOrigin {
  if (rule.publicUrl !== undefined) return { origin: rule.publicUrl, isKnown: true };
  const protocol = arrival.protocol === 'https' ? 'https' : 'http';
  const asked = parse(`${protocol}://${arrival.host}`);
  if (asked && isOurs(asked, rule, arrival)) return { origin: asked.origin, isKnown: true };
  const [listed] = rule.hosts;
  return {
    origin: listed === undefined ? `http://${bracketed(arrival.address)}:${arrival.port}` : `${protocol}://${listed}`,
    isKnown: false,
  };
}

function isOurs({ host, hostname }: URL, { hosts }: OwnRule, { address }: Arrival): boolean {
  if (hosts.includes(host) || hosts.includes(hostname)) return true;
  const bare = hostname.replace(/^\[|\]$/g, '');
  const version = isIP(bare);
  if (version === 0) return PRIVATE_NAME.test(hostname);
  return bare === address || PRIVATE_NETWORKS.check(bare, version === 6 ? 'ipv6' : 'ipv4');
}

/** A host and nothing else: no name before an `@`, no path. */
function parse(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && url.href === `${url.origin}/` ? url : undefined;
}

function bracketed(address: string): string {
  return isIP(address) === 6 ? `[${address}]` : address;
}

function networks(...all: readonly [string, number, 'ipv4' | 'ipv6'][]): BlockList {
  const list = new BlockList();
  for (const network of all) list.addSubnet(...network);
  return list;
}
