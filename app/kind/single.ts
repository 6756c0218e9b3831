import { areApart } from '../account/apart.ts';
import { presentPeer } from '../presenter/message.ts';
import { between } from '../presenter/sides.ts';
import { userOf } from '../messaging/view.ts';
import { defineKind } from '../messaging/way/kind.ts';
import { SingleWay } from '../messaging/way/single-way.ts';

/** Two users; each calls it by the other. */
export default defineKind({
  writing: {
    recall: (app, senderId, to) => SingleWay.recall(app, senderId, to),
    find: (ctx, user, to) => ctx.service.way.toUser(user, to),
    idOf: async (ctx, userId, to) => (await ctx.service.conversation.findSingle(userId, to))?.id,
  },

  async sides({ caches }, { readerId, peerId }, message) {
    const [sender, target] = message.senderId === readerId ? [readerId, peerId] : [peerId, readerId];
    return between(await userOf(caches, sender), await userOf(caches, target), caches.faces.of(message));
  },

  async row({ caches }, { peerId }) {
    return { peer: presentPeer(await userOf(caches, peerId)), group: null };
  },

  /** The other side does not learn what the user is at who has blacklisted it. */
  async tellTyping({ app }, { readerId, peerId }, frame) {
    if (!(await areApart(app.caches, readerId, peerId))) await app.chat.signals.toUsers([peerId], frame);
  },

  async seesReading({ app }, { readerId, peerId }) {
    return (await areApart(app.caches, readerId, peerId)) ? undefined : [peerId];
  },
});
