import dns from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** A call to be made. */
export interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** How far a call may go. */
export interface CallOptions {
  /** Hosts that may lie in the own network. */
  readonly privateHosts: readonly string[];
  /** Ends the call. */
  readonly signal: AbortSignal;
}

// Connections of their own, so that none is used that somebody else opened into the own network.
const agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };

/** Why an address is not called; undefined where it is. A name that leads into the own network is found when it is called. */
export function refusalOf(given: string, privateHosts: readonly string[]): string | undefined {
  if (!URL.canParse(given)) return 'it is no address, as in https://shop.example/hooks';
  const { protocol, hostname, username, password } = new URL(given);
  if (username !== '' || password !== '') return 'it holds a name or a password: the signature is what tells who calls';
  const host = hostOf(hostname);
  if (privateHosts.includes(host)) return protocol === 'https:' || protocol === 'http:' ? undefined : 'it is neither https nor http';
  if (protocol !== 'https:') return 'it is not https, which only hosts of webhooks.privateHosts need not be';
  if (isIP(host) !== 0 && !isPublicAddress(host)) return `${host} is no public address: name it in webhooks.privateHosts`;
  return undefined;
}

/** Makes a call and gives the status of its answer, of which nothing is read. Redirects are answers like others: they could lead anywhere. */
export function post({ url, headers, body }: Call, { privateHosts, signal }: CallOptions): Promise<number> {
  const refusal = refusalOf(url, privateHosts);
  if (refusal !== undefined) return Promise.reject(new Error(refusal));
  const { protocol, hostname } = new URL(url);
  const isPrivate = privateHosts.includes(hostOf(hostname));
  const client = protocol === 'http:' ? http : https;
  const agent = agents[protocol === 'http:' ? 'http:' : 'https:'];
  const length = { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', agent, headers: { ...headers, ...length }, signal, ...(!isPrivate && { lookup: lookupPublic }) };
    const request = client.request(url, options, (response) => {
      response.on('error', reject).resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject).end(body);
  });
}

/** Asked when the connection is made, so that no name leads elsewhere between a look and the call. */
const lookupPublic: LookupFunction = (host, options, done) => {
  dns.lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '');
    const bad = addresses.find(({ address }) => !isPublicAddress(address));
    const [first] = addresses;
    if (bad || !first) return done(new Error(`${host} leads to ${bad?.address ?? 'nowhere'}, which is no public address`), '');
    return options.all ? done(null, addresses) : done(null, first.address, first.family);
  });
};

function hostOf(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}
