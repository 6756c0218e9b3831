import type { Application, Boot } from '@foyer-chat/foyer/kernel';
import { choose } from '../choose.ts';

/** Hears what is written to accounts of the service, and puts an answer off. */
export default class AutoAnswerBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  didLoad(): void {
    const { chat, caches, config, jobs, metrics } = this.#app;
    const planned = metrics.counter({ name: 'auto_answer_planned_total', help: 'Answers that were put off' });
    chat.hooks.on('autoAnswer', 'sent', async ({ sender, chatType, to, message, origin, isAutomatic }) => {
      // What a program wrote is left without an answer: two of them would talk for ever.
      if (isAutomatic || chatType !== 'single' || message.type !== 'text') return;
      const account = await caches.user.get(to);
      if (!account || !config.service.accounts.includes(account.username.toLowerCase())) return;
      const chosen = choose(message.data, message.createdAt, config.autoAnswer);
      if (!chosen) return;
      const { conversationId: conversation, seq, createdAt: at } = message;
      const data = { ...chosen, as: to, to: sender.id, conversation, seq, at, language: origin.language };
      await jobs.add('autoAnswer', at + config.autoAnswer.delay, data);
      planned.inc();
    });
  }
}
