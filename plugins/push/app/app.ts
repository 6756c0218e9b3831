import type { Application, Boot } from '#kernel';

/** Joins the message's way at its end. */
export default class PushBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  willReady(): void {
    const app = this.#app;
    if (!app.config.gateway.enable) return;
    app.chat.hooks.on('push', 'sent', ({ sender, message }) => {
      const { conversationId, seq, senderId, type, data } = message;
      const name = app.caches.faces.of(message)?.name ?? (sender.nickname || sender.username);
      app.push.note({ conversationId, seq, senderId, type, data, name });
    });
  }

  async beforeClose(): Promise<void> {
    await this.#app.push.close();
  }
}
