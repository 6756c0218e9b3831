import { NOTICE_TYPE } from '@foyer-chat/foyer/app';
import type { Application, Boot } from '@foyer-chat/foyer/kernel';
import { enqueue } from '../queue.ts';

/** Hears of what happens, so that none of it is lost: each event is kept in the transaction that makes it so, or that writes down how far was heard. */
export default class WebhooksBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  didLoad(): void {
    const { chat, sql } = this.#app;
    chat.hooks.on('webhooks', 'withinRegister', async ({ tx, userId, role }) => {
      if (role === 'visitor') await enqueue(tx, 'visitor.registered', [{ userId, placeId: 0, seq: 0 }]);
    });
    chat.hooks.on('webhooks', 'withinJoin', ({ tx, userId, groupId: placeId }) =>
      enqueue(tx, 'member.joined', [{ userId, placeId, seq: 0 }]),
    );
    chat.follow('webhooks', {
      from: 'now',
      handle: (messages, { keep }) =>
        sql.transaction(async (tx) => {
          const said = messages.filter(({ type }) => type !== NOTICE_TYPE);
          await enqueue(
            tx,
            'message.created',
            said.map(({ senderId: userId, conversationId: placeId, seq }) => ({ userId, placeId, seq })),
          );
          await keep(tx);
        }),
    });
  }

  beforeClose(): void {
    this.#app.webhooks.close();
  }
}
