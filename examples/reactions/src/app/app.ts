import type { Application, Boot } from '@foyer-chat/foyer/kernel';

/** A message that was taken back has no reactions any more. */
export default class ReactionsBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  didLoad(): void {
    const { chat, sql } = this.#app;
    chat.hooks.on('reactions', 'recalled', async ({ message: { conversationId, seq } }) => {
      await sql.execute('DELETE FROM reactions_reaction WHERE conversation_id = ? AND seq = ?', [conversationId, seq]);
    });
  }
}
