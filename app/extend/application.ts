import { extendApplication } from '#kernel';
import { PasswordHasher } from '../account/password.ts';
import { Chat } from '../chat.ts';
import { createCaches, forgetKeys, type Caches } from '../cache.ts';

interface Parts {
  caches?: Caches;
  chat?: Chat;
  password?: PasswordHasher;
}

const lazily = new WeakMap<object, Parts>();

/** What the app adds to the application. */
export default extendApplication({
  /** Users, sessions and relations as this node knows them; change one through SQL and `invalidate`. */
  get caches(): Caches {
    const parts = partsOf(this);
    return (parts.caches ??= createCaches(this.sql, this.config.cache));
  },

  /** Hashes passwords, a few at a time. */
  get password(): PasswordHasher {
    const parts = partsOf(this);
    return (parts.password ??= new PasswordHasher(this.config.password));
  },

  /** The journal, the sockets and what lies between. */
  get chat(): Chat {
    const parts = partsOf(this);
    return (parts.chat ??= new Chat(this));
  },

  /** After a commit that changed what the keys name (`user:42`, `session:7`, `relation:1:2`): every node forgets it. */
  invalidate(keys: readonly string[]): void {
    // The bus may come back to this node a turn later; who asks here next must see the change already.
    forgetKeys(this.caches, keys);
    this.engine.bus.broadcast({ kind: 'stale', keys });
  },
});

function partsOf(app: object): Parts {
  const parts = lazily.get(app) ?? {};
  lazily.set(app, parts);
  return parts;
}
