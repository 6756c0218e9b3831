import type { Application, Boot } from '#kernel';

/** Joins the message's way at its end. */
export default class PushBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  didLoad(): void {
    this.#app.people.add({
      table: 'push_subscription',
      // The keys of a browser are its own secret.
      section: {
        name: 'push_subscriptions',
        sql: 'SELECT id AS page_key, endpoint, created_at FROM push_subscription WHERE user_id = ? AND id > ? ORDER BY id LIMIT ?',
      },
      erase: (tx, userId) => tx.execute('DELETE FROM push_subscription WHERE user_id = ?', [userId]),
    });
  }

  willReady(): void {
    const app = this.#app;
    if (!app.config.gateway.enable) return;
    app.chat.hooks.on('push', 'sent', ({ sender, message }) => {
      const { conversationId, seq, senderId, type, data } = message;
      app.push.note({ conversationId, seq, senderId, type, data, name: sender.nickname || sender.username });
    });
  }

  async beforeClose(): Promise<void> {
    await this.#app.push.close();
  }
}
