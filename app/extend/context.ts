import { extendContext } from '#kernel';
import { Identity } from '../account/identity.ts';
import type { Language } from '../error.ts';

/** What the app adds to every context. */
export default extendContext({
  /** Answers with the success envelope: `{"msg":"ok","data":…}`, and the fields of `extra` beside them. */
  ok(data: unknown, extra: object = {}): void {
    this.body = { ...extra, msg: 'ok', data };
  },

  /** Who is calling; set by the `access` step of a route, or when a socket was let in. */
  get identity(): Identity {
    const { identity } = this.state;
    if (identity instanceof Identity) return identity;
    throw new TypeError(`${this.method} ${this.path} has no step access()`);
  },

  set identity(identity: Identity) {
    this.state['identity'] = identity;
  },

  /** The language of texts for this client: Chinese unless it prefers English. */
  get language(): Language {
    return this.acceptsLanguages('zh', 'en') === 'en' ? 'en' : 'zh';
  },
});
