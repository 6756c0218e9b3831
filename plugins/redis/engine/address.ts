/** Where a cluster is, in the driver's terms. */
export interface ClusterAddress {
  readonly hosts: readonly { readonly host: string; readonly port: number }[];
  /** The same for every host. */
  readonly access: { readonly username?: string; readonly password?: string; readonly tls?: object };
}

const DEFAULT_PORT = 6379;
/** The protocol with name and password, which may hold commas too; and the hosts. */
const PARTS = /^(\w+:\/\/(?:[^@/]*@)?)([^/]*)/;

/** Reads an address of several hosts with commas between; undefined of one host, which the driver reads by itself. */
export function readClusterAddress(url: string): ClusterAddress | undefined {
  const [, head = '', list = ''] = PARTS.exec(url) ?? [];
  const addresses = list.split(',').map((host) => new URL(`${head}${host}`));
  const [first] = addresses;
  if (!first || addresses.length < 2) return undefined;
  return { hosts: addresses.map(hostOf), access: accessOf(first) };
}

/** A Redis URL without its password, for messages. */
export function printableUrl(url: string): string {
  return url.replace(/\/\/[^@/]*@/, '//***@');
}

/** An IPv6 address stands in brackets in a URL, and without them everywhere else. */
function hostOf({ hostname, port }: URL): { host: string; port: number } {
  return { host: hostname.replaceAll(/[[\]]/g, ''), port: Number(port || DEFAULT_PORT) };
}

function accessOf({ protocol, username, password }: URL): ClusterAddress['access'] {
  return {
    ...(username && { username: decodeURIComponent(username) }),
    ...(password && { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' && { tls: {} }),
  };
}
