import { definePrivacy } from '#app';
import { purgeFiles } from '../purge.ts';

/** The files that people sent. */
export default definePrivacy({
  sections: [
    {
      name: 'uploads',
      sql: `SELECT id AS page_key, uuid, ext, name, kind, type, size, width, height, is_public, created_at FROM upload
            WHERE owner_id = ? AND id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?`,
    },
  ],
  clear: ({ service }, { userId }) => service.upload.removeUnshared(userId),
  async forget(tx, { conversationId, messages }) {
    if (messages === null) await tx.execute('DELETE FROM upload_share WHERE conversation_id = ?', [conversationId]);
  },
  purge: { name: 'files', run: purgeFiles },
});
