import { extendContext } from '#kernel';
import { bareAddress } from '../account/address.ts';
import { Identity } from '../account/identity.ts';
import type { Language } from '../error.ts';
import { ownOrigin } from '../policy/own-origin.ts';
import { Outward } from '../presenter/outward.ts';

/** Applications that have said that links are not made for a host: once is enough, a stranger could say any number. */
const warned = new WeakSet<object>();

/** Characters of `Accept-Language` that are read: each entry costs, and a browser's has fewer. */
const LANGUAGES_LENGTH = 200;

/** What the app adds to every context. */
export default extendContext({
  /** Answers with the success envelope: `{"msg":"ok","data":…}`, and the fields of `extra` beside them; addresses of ours are whole. */
  ok(data: unknown, extra: object = {}): void {
    this.body = this.outward().value({ ...extra, msg: 'ok', data });
  },

  /** Makes addresses whole for the caller, or for the user whose socket this is. */
  outward(userId?: number): Outward {
    const viewerId = userId ?? this.caller?.user.id;
    return new Outward({
      origin: () => this.ownOrigin,
      queryOf: (path) => (viewerId === undefined ? '' : this.app.files.queryOf(path, viewerId)),
    });
  },

  /** Who is calling; set by the `access` step of a route, or when a socket was let in. */
  get identity(): Identity {
    const { identity } = this.state;
    if (identity instanceof Identity) return identity;
    throw new TypeError(`${this.method} ${this.path} has no step access()`);
  },

  /** The same where nobody has to sign in; undefined for a caller who is not signed in. */
  get caller(): Identity | undefined {
    const { identity } = this.state;
    return identity instanceof Identity ? identity : undefined;
  },

  set identity(identity: Identity) {
    this.state['identity'] = identity;
  },

  /** The origin that links to this server begin with, whoever opens them: never what a stranger wrote into `Host` (G20). */
  get ownOrigin(): string {
    const { protocol, host, app } = this;
    const { localAddress = '', localPort = 0 } = this.req.socket;
    const { origin, isKnown } = ownOrigin(app.config.origin, { protocol, host, address: bareAddress(localAddress), port: localPort });
    if (!isKnown && !warned.has(app)) {
      warned.add(app);
      this.logger.warn({ host, origin }, 'links are not made for the host that was asked: set PUBLIC_URL, or name it in ALLOWED_HOSTS');
    }
    return origin;
  },

  /** The language of texts for this client: Chinese unless it prefers English, in what a browser would say of it. */
  get language(): Language {
    const { headers } = this.req;
    headers['accept-language'] = headers['accept-language']?.slice(0, LANGUAGES_LENGTH);
    return this.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
  },
});
