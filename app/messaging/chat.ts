import { randomUUID } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { BootError, Watch, type Application } from '#kernel';
import { Allowance } from '../account/allowance.ts';
import { limitOf } from '../account/limit.ts';
import { Delivery } from './delivery/delivery.ts';
import { Order } from './delivery/order.ts';
import { GroupFeeds } from './delivery/group-feeds.ts';
import { Sessions } from './delivery/sessions.ts';
import { Signals } from './delivery/signals.ts';
import { Throttle } from './delivery/throttle.ts';
import { Gateway } from './gateway/gateway.ts';
import { StoreMark } from './gateway/store-mark.ts';
import { listener } from './gateway/listen.ts';
import { Revocations } from './gateway/revocations.ts';
import { checkSessions, recover } from './gateway/watch.ts';
import { Changes } from './extras/changes.ts';
import { Extras } from './extras/extras.ts';
import type { Follower, FollowOptions } from './follow/follower.ts';
import { Followers } from './follow/followers.ts';
import { Hooks } from './hooks.ts';
import { mendBehind } from './journal/heads.ts';
import { Journal } from './journal/journal.ts';
import { Receipts } from './journal/receipts.ts';
import { hookFaults } from '../metrics.ts';

/** What lives as long as the process: the journal, the sockets and what lies between. `app.chat`. */
export class Chat {
  /** This process on the bus. */
  readonly node = randomUUID();
  readonly hooks: Hooks;
  readonly followers: Followers;
  readonly sessions = new Sessions();
  /** The groups of which members have sockets here. */
  readonly rooms: GroupFeeds;
  readonly journal: Journal;
  readonly receipts: Receipts;
  readonly delivery: Delivery;
  readonly signals: Signals;
  /** What units add to messages, where these are read. */
  readonly extras: Extras;
  readonly changes: Changes;
  /** Keeps the messages of each sender in order up to the journal. */
  readonly order = new Order();
  readonly gateway: Gateway;
  readonly sends: {
    readonly visitor: Throttle;
    readonly user: Throttle;
    readonly automatic: Throttle;
    readonly userBytes: Throttle;
    readonly visitorBytes: Allowance;
  };
  readonly #app: Application;
  readonly #holding: StoreMark;
  #watches: Watch[] = [];

  constructor(app: Application) {
    const { sql, engine, config } = app;
    const { batch, queue, receipts, sends } = config.chat;
    const { sessions, node } = this;
    this.#app = app;
    const onFault = hookFaults(app);
    this.hooks = new Hooks({ deadline: config.chat.hookDeadline, onFault });
    this.journal = new Journal({ sql, batch, queue, onStored: (conversationId) => this.followers.note(conversationId) });
    const { pause, lease, ...follow } = config.chat.follow;
    const pending = (): number => this.journal.pending;
    this.followers = new Followers(follow, { sql, node, pending, lease, pause, onFault, onError: this.#report('followers wait for SQL') });
    this.receipts = new Receipts({ sql, interval: receipts, onError: this.#report('receipts wait for SQL') });
    const onError = this.#report('a group waits for its list');
    this.rooms = new GroupFeeds({ lists: engine.rooms, groups: app.caches.group, sessions, node, onError });
    this.delivery = new Delivery({ engine, sql, sessions, rooms: this.rooms, receipts: this.receipts, node });
    const told = { sql, engine, groups: app.caches.group, sessions, rooms: this.rooms, onError: this.#report('a frame was not shown') };
    this.signals = new Signals({ ...told, node });
    this.extras = new Extras({ context: () => app.createAnonymousContext(), deadline: config.chat.hookDeadline, onFault });
    this.changes = new Changes({ ...told, extras: this.extras, gather: config.chat.extras.gather });
    this.gateway = new Gateway(app, this);
    this.#holding = new StoreMark({ sql, engine, node, lease: config.gateway.mark.lease });
    this.sends = {
      visitor: new Throttle(sends.visitor),
      user: new Throttle(sends.user),
      automatic: new Throttle(sends.automatic),
      userBytes: new Throttle(sends.userBytes),
      visitorBytes: new Allowance({ counter: engine.counter, limit: limitOf(app, 'visitorBytes') }),
    };
  }

  /**
   * Lets a unit hear of every message surely, behind its way: at least once, in order per conversation. In `didLoad`; `name` is the unit's. Throws
   * where somebody follows under that name already.
   */
  follow(name: string, options: FollowOptions): Follower {
    return this.followers.add(name, options);
  }

  /** Joins the other nodes and begins to watch; before the server listens. */
  async start(): Promise<void> {
    const app = this.#app;
    const { engine } = app;
    const { check, lease, mark, revocations: poll } = app.config.gateway;
    await Promise.all([this.gateway.load(), this.extras.load(app.units)]);
    await this.#holding.enter();
    const mended = await mendBehind(app.sql);
    if (mended > 0) app.logger.warn({ conversations: mended }, 'conversations did not count their last messages, and do now');
    const revocations = new Revocations(app);
    await engine.bus.listen(this.node, listener(app, revocations));
    engine.bus.onGap(() => recover(app));
    await engine.presence.renew(this.node);
    const { closing } = app.createAnonymousContext().service;
    await closing.finishUnfinished();
    await this.followers.start();
    this.#watches = [
      new Watch(lease, async () => void (await engine.presence.renew(this.node)), this.#report('the lease was not renewed')),
      new Watch(mark.interval, () => this.#holdOn(), this.#report('the mark on the store was not renewed')),
      new Watch(check, () => checkSessions(app), this.#report('sessions were not checked')),
      new Watch(poll, () => revocations.poll(), this.#report('revocations were not read')),
    ];
  }

  /** Takes nothing more, lets what is in flight end, sends the sockets away and leaves the other nodes. */
  async close(): Promise<void> {
    this.#app.logger.info({ messages: this.journal.pending, sockets: this.gateway.connections.size }, 'draining');
    await this.gateway.drain();
    await this.journal.drain();
    // The answers of the last commit are on their way to the sockets.
    await nextTurn();
    await this.gateway.close();
    await Promise.all([...this.#watches.map((watch) => watch.close()), this.followers.close(), this.changes.close()]);
    await this.receipts.close();
    await this.#holding.leave().catch(this.#report('the mark on the store was not taken away'));
    await this.#app.engine.presence.leave(this.node).catch(this.#report('the lease was not ended'));
  }

  /** Ends this process where nodes of another engine took the store while this one had lost it. */
  async #holdOn(): Promise<void> {
    try {
      await this.#holding.renew();
    } catch (error) {
      if (!(error instanceof BootError)) throw error;
      this.#app.logger.error(error.message);
      process.kill(process.pid, 'SIGTERM');
    }
  }

  #report(what: string): (error: unknown) => void {
    return (error) => this.#app.logger.warn({ err: error }, what);
  }
}
