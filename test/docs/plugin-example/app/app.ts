import { fail } from '#app';
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
      const { wordlist } = this.#app.createAnonymousContext().service;
      const word = wordlist.banned(message.data);
      if (word !== undefined) fail('word_banned', { word });
      message.data = await wordlist.clean(message.data, message.sender.id);
    });
  }
}
