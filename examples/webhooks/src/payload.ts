import { displayName, isAutomatic, MESSAGE_COLUMNS, messageId, NOTICE_TYPE, readMessage } from '@foyer-chat/foyer/app';
import type { Application } from '@foyer-chat/foyer/kernel';
import type { Delivery } from './queue.ts';

/** What is told of an event, as it stands now; undefined where nothing is left of it. */
export async function payloadOf(app: Application, delivery: Delivery): Promise<object | undefined> {
  const data = await dataOf(app, delivery);
  return data && { id: String(delivery.id), event: delivery.event, created_at: delivery.createdAt, data };
}

async function dataOf(app: Application, delivery: Delivery): Promise<object | undefined> {
  if (delivery.event === 'message.created') return messageOf(app, delivery);
  const user = await userOf(app, delivery.userId);
  if (!user || delivery.event === 'visitor.registered') return user;
  const group = await groupOf(app, delivery.placeId);
  return group && { group, user };
}

async function messageOf(app: Application, { userId, placeId, seq }: Delivery): Promise<object | undefined> {
  const find = `SELECT ${MESSAGE_COLUMNS} FROM message WHERE conversation_id = ? AND seq = ?`;
  const [row] = await app.sql.query(find, [placeId, seq]);
  const sender = await userOf(app, userId);
  if (!row || !sender) return undefined;
  const message = readMessage(row);
  const { type, data } = message;
  // It was taken back.
  if (type === NOTICE_TYPE) return undefined;
  const group = (await groupOf(app, placeId)) ?? null;
  return { id: messageId(message), conversation: placeId, seq, group, sender, type, data, is_automatic: isAutomatic(message) };
}

async function userOf({ caches }: Application, userId: number): Promise<object | undefined> {
  const user = await caches.user.get(userId);
  return user ? { id: user.id, uuid: user.uuid, name: displayName(user), role: user.role } : undefined;
}

async function groupOf({ caches }: Application, groupId: number): Promise<object | undefined> {
  const group = await caches.group.get(groupId);
  return group ? { id: group.id, name: group.name } : undefined;
}
