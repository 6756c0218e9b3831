import { extendApplication } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import { actAs, type Act, type HeldUsers } from '../account/act.ts';
import { PasswordHasher } from '../account/password.ts';
import { Chat } from '../chat.ts';
import { Tickets } from '../group/tickets.ts';
import { Holdings } from '../people/holdings.ts';
import { createCaches, type AppCaches } from '../cache.ts';
import { RightCatalogue } from '../right/catalogue.ts';
import { Inspection } from '../upload/inspect/inspection.ts';

interface Parts {
  caches?: AppCaches;
  chat?: Chat;
  inspection?: Inspection;
  password?: PasswordHasher;
  rights?: RightCatalogue;
  people?: Holdings;
  tickets?: Tickets;
}

const lazily = new WeakMap<object, Parts>();

/** What the app adds to the application. */
export default extendApplication({
  /** Users, sessions and relations as this node knows them; change one through SQL and `invalidate`. */
  get caches(): AppCaches {
    const parts = partsOf(this);
    return (parts.caches ??= createCaches(this.sql, this.config.cache));
  },

  /** Hashes passwords, a few at a time. */
  get password(): PasswordHasher {
    const parts = partsOf(this);
    return (parts.password ??= new PasswordHasher(this.config.password));
  },

  /** What the units hold of people. */
  get people(): Holdings {
    const parts = partsOf(this);
    return (parts.people ??= new Holdings());
  },

  /** What opens groups besides their number, where a unit makes such tickets. */
  get tickets(): Tickets {
    const parts = partsOf(this);
    return (parts.tickets ??= new Tickets());
  },

  /** The rights that units declare. */
  get rights(): RightCatalogue {
    const parts = partsOf(this);
    return (parts.rights ??= new RightCatalogue());
  },

  /** Looks into files of users, in processes of their own. */
  get inspection(): Inspection {
    const parts = partsOf(this);
    return (parts.inspection ??= new Inspection(this.config.upload.inspect));
  },

  /** The journal, the sockets and what lies between. */
  get chat(): Chat {
    const parts = partsOf(this);
    return (parts.chat ??= new Chat(this));
  },

  /** Every write of a user outside the journal: a transaction under the lock of the account. See `actAs`. */
  act<T>(act: Act, work: (tx: SqlSession, held: HeldUsers) => Promise<T>): Promise<T> {
    return actAs(this.sql, act, work);
  },

  /** After a commit that changed what the keys name (`user:42`, `session:7`, `relation:1:2`): every node forgets it. */
  invalidate(keys: readonly string[]): void {
    // The bus may come back to this node a turn later; who asks here next must see the change already.
    this.caches.forget(keys);
    this.engine.bus.broadcast({ kind: 'stale', keys });
  },
});

function partsOf(app: object): Parts {
  const parts = lazily.get(app) ?? {};
  lazily.set(app, parts);
  return parts;
}
