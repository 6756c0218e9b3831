import { filesOf, uploadUuidOf, type StoredMessage } from '#app';
import type { Application } from '#kernel';
import { NOTICE_TYPE } from '../../protocol/index.ts';

/** A file that its author had sent here longer before the message than this is taken for one that other messages show as well. */
const JUST_SHARED = 60_000;
/** Messages before the recalled one that are looked through. */
const LOOKED_BACK = 500;

/** Closes the files of messages that are taken back, beside the messages' way. */
export function closeRecalledFiles(app: Application): void {
  app.chat.hooks.on('file', 'recalled', async ({ message }) => {
    const { upload } = app.createAnonymousContext().service;
    for (const file of filesOf(message.type, message.data)) {
      if (await isShownElsewhere(app, message, file)) continue;
      await upload.unshare(message.senderId, file, message.conversationId);
    }
  });
}

/** Whether the conversation may show the file by another message of the same author; what can't be told cheaply stays open. */
async function isShownElsewhere(
  { sql }: Application,
  { conversationId, senderId, createdAt, seq }: StoredMessage,
  file: string,
): Promise<boolean> {
  const uuid = uploadUuidOf(file) ?? '';
  const [share] = await sql.query<{ sharedAt: number }>(
    `SELECT s.created_at AS sharedAt FROM upload_share s JOIN upload u ON u.id = s.upload_id
     WHERE u.uuid = ? AND s.conversation_id = ? AND s.user_id = ?`,
    [uuid, conversationId, senderId],
  );
  if (share && share.sharedAt < createdAt - JUST_SHARED) return true;
  const [other] = await sql.query(
    'SELECT 1 AS found FROM message WHERE conversation_id = ? AND seq > ? AND sender_id = ? AND type <> ? AND data LIKE ? LIMIT 1',
    [conversationId, seq - LOOKED_BACK, senderId, NOTICE_TYPE, `%${uuid}%`],
  );
  return other !== undefined;
}
