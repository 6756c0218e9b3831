import { extendApplication, onceFor, type Application } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import { actAs, type Act, type HeldUsers } from '../account/act.ts';
import { Friends } from '../account/friends.ts';
import { PasswordHasher } from '../account/password.ts';
import { Chat } from '../messaging/chat.ts';
import { Files } from '../files.ts';
import { Tickets } from '../group/tickets.ts';
import { Holdings } from '../people/holdings.ts';
import { createCaches, type AppCaches } from '../cache.ts';
import { RightCatalogue } from '../right/catalogue.ts';
import { Kinds } from '../messaging/way/kinds.ts';

const friendsOf = onceFor(() => new Friends());
const cachesOf = onceFor((app: Application) => createCaches(app.sql, app.config.cache, friendsOf(app)));
const hasherOf = onceFor((app: Application) => new PasswordHasher(app.config.password));
const holdingsOf = onceFor(() => new Holdings());
const filesOf = onceFor(() => new Files());
const ticketsOf = onceFor(() => new Tickets());
const kindsOf = onceFor(() => new Kinds());
const rightsOf = onceFor(() => new RightCatalogue());
const chatOf = onceFor((app: Application) => new Chat(app));

/** What the app adds to the application. */
export default extendApplication({
  /** Users, sessions and relations as this node knows them; change one through SQL and `invalidate`. */
  get caches(): AppCaches {
    return cachesOf(this);
  },

  /** Who are friends, where a unit keeps lists of them. */
  get friends(): Friends {
    return friendsOf(this);
  },

  /** Hashes passwords, a few at a time. */
  get password(): PasswordHasher {
    return hasherOf(this);
  },

  /** What the units hold of people. */
  get people(): Holdings {
    return holdingsOf(this);
  },

  /** Files of users, where a unit keeps some. */
  get files(): Files {
    return filesOf(this);
  },

  /** What opens groups besides their number, where a unit makes such tickets. */
  get tickets(): Tickets {
    return ticketsOf(this);
  },

  /** The kinds of conversation that units bring. */
  get kinds(): Kinds {
    return kindsOf(this);
  },

  /** The rights that units declare. */
  get rights(): RightCatalogue {
    return rightsOf(this);
  },

  /** The journal, the sockets and what lies between. */
  get chat(): Chat {
    return chatOf(this);
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
