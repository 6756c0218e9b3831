import { fail } from '@foyer-chat/foyer/app';
import type { Application, Boot } from '@foyer-chat/foyer/kernel';

/** Joins a message's way. */
export default class ModerationBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  didLoad(): void {
    const { chat, config, metrics, moderation } = this.#app;
    const hits = metrics.counter({ name: 'moderation_hits_total', help: 'Messages that held a listed word', labels: ['mode'] });
    chat.hooks.on('moderation', 'beforeSend', async (message) => {
      if (message.type !== 'text') return;
      for (const { word, mode } of await moderation.all()) {
        if (!message.data.includes(word)) continue;
        hits.inc({ mode });
        if (mode === 'refuse') fail('moderation_word', { word });
        message.data = message.data.replaceAll(word, config.moderation.mask.repeat(word.length));
      }
    });
  }
}
