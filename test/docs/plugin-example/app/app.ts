import type { Application, Boot } from '#kernel';

/** Joins the message's way. */
export default class WordlistBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  didLoad(): void {
    this.#app.chat.hooks.on('wordlist', 'beforeSend', async (message) => {
      if (message.type !== 'text') return;
      message.data = await this.#app.createAnonymousContext().service.wordlist.clean(message.data);
    });
  }
}
