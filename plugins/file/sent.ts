import { filesOf, uploadUuidOf } from '#app';
import type { Application } from '#kernel';
import { noteSent } from './upload/row.ts';

/** Opens the files of a stored message for members who joined while it was on its way, or since the file was sent there before; beside the way of messages. */
export function noteSentFiles(app: Application): void {
  app.chat.hooks.on('file', 'sent', async ({ message }) => {
    const { senderId: userId, conversationId, seq } = message;
    for (const file of filesOf(message.type, message.data)) {
      const uuid = uploadUuidOf(file);
      if (uuid !== undefined) await noteSent(app.sql, uuid, { userId, conversationId, seq });
    }
  });
}
