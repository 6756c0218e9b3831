import { apartFrom } from '../account/apart.ts';
import { userAvatar } from '../avatar/shown.ts';
import { goneGroup, type AppCaches, type CachedGroup } from '../cache.ts';
import { presentListedGroup } from '../presenter/conversation.ts';
import { nameInGroup } from '../presenter/message.ts';
import { inGroup } from '../presenter/sides.ts';
import { userOf } from '../messaging/view.ts';
import { GroupWay } from '../group/group-way.ts';
import { defineKind } from '../messaging/way/kind.ts';

/** The members of a group, which is its conversation. */
export default defineKind({
  isMany: true,
  hasList: true,
  writing: {
    recall: (app, senderId, to) => GroupWay.recall(app, senderId, to),
    find: (ctx, user, to) => ctx.service.way.toGroup(user, to),
  },

  async sides({ caches }, { conversationId }, { senderId }) {
    return inGroup(await userOf(caches, senderId), await groupOf(caches, conversationId));
  },

  async row({ caches }, { readerId, conversationId }) {
    const group = await caches.group.get(conversationId);
    return { peer: null, group: group && presentListedGroup(group, readerId) };
  },

  async face({ caches }, conversationId, user) {
    const group = await groupOf(caches, conversationId);
    return { name: nameInGroup(user, group), avatar: group.members.get(user.id)?.avatar || userAvatar(user) };
  },

  /** In a large group nobody is shown it. */
  async tellTyping({ app }, { readerId, conversationId }, frame) {
    const members = (await app.caches.group.get(conversationId))?.members;
    if (!members || members.size > app.config.chat.typing.members) return;
    const apart = await app.sql.query<{ id: number }>(
      `SELECT k.user_id AS id FROM member k WHERE k.conversation_id = ? AND ${apartFrom('k.user_id')}`,
      [conversationId, readerId, readerId],
    );
    await app.chat.signals.toMembers(conversationId, frame, [readerId, ...apart.map(({ id }) => id)]);
  },
});

async function groupOf({ group }: AppCaches, id: number): Promise<CachedGroup> {
  return group.peek(id) ?? (await group.get(id)) ?? goneGroup(id);
}
