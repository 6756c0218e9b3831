import { filesOf } from '../messaging/content/check.ts';
import { storedPathOf, uploadUuidOf } from '../messaging/content/file-address.ts';
import { redirectFiles } from '../messaging/content/files.ts';
import { NOTICE_TYPE } from '../../protocol/index.ts';
import { addColumns, dropColumns, type Addition, type Schema } from '../schema/table.ts';

const SHARES: Addition = {
  table: 'upload_share',
  // The latest message with the file, as far as it is known: who joined behind it does not open the file.
  columns: { last_seq: 'BIGINT NOT NULL DEFAULT 0' },
};

/** Messages per read. */
const PAGE = 2000;
/** Where pictures of people and groups stand, and the key of each table. */
const AVATARS = [
  { table: 'user', key: ['id'] },
  { table: 'chat_group', key: ['id'] },
  { table: 'member', key: ['user_id', 'conversation_id'] },
] as const;

interface Row {
  readonly conversationId: number;
  readonly seq: number;
  readonly userId: number;
  readonly type: string;
  readonly data: string;
}

/** Messages that may name a file, or the picture of somebody. */
const MESSAGES = `SELECT conversation_id AS conversationId, seq, sender_id AS userId, type, data FROM message
  WHERE (conversation_id > ? OR (conversation_id = ? AND seq > ?)) AND type <> 'text' AND (data LIKE '%uploads%' OR type = ?)
  ORDER BY conversation_id, seq LIMIT ?`;

/** Notes that a message has the file. */
const NOTE = `UPDATE upload_share SET last_seq = ? WHERE conversation_id = ? AND user_id = ? AND last_seq < ?
  AND upload_id = (SELECT id FROM upload WHERE uuid = ?)`;

/** Files of this server, which stand under whatever address their uploader knew it. */
class Files {
  readonly #schema: Schema;

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  /** Of these addresses those that are of files here, with the path that is stored instead. */
  async pathsOf(addresses: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const paths = new Map<string, string>();
    for (const address of addresses) {
      const [found] = await this.#schema.sql.query('SELECT 1 AS found FROM upload WHERE uuid = ?', [uploadUuidOf(address) ?? '']);
      if (found) paths.set(address, storedPathOf(address) ?? address);
    }
    return paths;
  }

  /** A picture that was uploaded here, as it is stored; '' for one on another server. */
  async pictureAt(address: string): Promise<string> {
    return (await this.pathsOf([address])).get(address) ?? '';
  }
}

async function moveAvatars({ sql }: Schema, files: Files): Promise<void> {
  for (const { table, key } of AVATARS) {
    const rows = await sql.query<Record<string, string | number>>(`SELECT ${key.join(', ')}, avatar FROM ${table} WHERE avatar <> ''`);
    for (const { avatar, ...row } of rows) {
      const stored = await files.pictureAt(String(avatar));
      const where = key.map((name) => `${name} = ?`).join(' AND ');
      if (stored !== avatar)
        await sql.execute(`UPDATE ${table} SET avatar = ? WHERE ${where}`, [stored, ...key.map((name) => row[name] ?? 0)]);
    }
  }
}

async function moveMessages({ sql }: Schema, files: Files): Promise<void> {
  for (let [conversation, at] = [0, 0]; ;) {
    const rows = await sql.query<Row & object>(MESSAGES, [conversation, conversation, at, NOTICE_TYPE, PAGE]);
    for (const row of rows) {
      const { conversationId, seq, userId, data } = row;
      const moved = row.type === NOTICE_TYPE ? await movedNotice(row, files) : await movedMessage(row, files);
      if (moved !== data)
        await sql.execute('UPDATE message SET data = ? WHERE conversation_id = ? AND seq = ?', [moved, conversationId, seq]);
      if (row.type === NOTICE_TYPE) continue;
      for (const file of filesOf(row.type, data)) await sql.execute(NOTE, [seq, conversationId, userId, seq, uploadUuidOf(file) ?? '']);
    }
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    [conversation, at] = [last.conversationId, last.seq];
  }
}

async function movedMessage({ type, data }: Row, files: Files): Promise<string> {
  const paths = await files.pathsOf(filesOf(type, data));
  return redirectFiles(type, data, (address) => paths.get(address) ?? address);
}

/** A notice names people and groups, with the pictures that they had. */
async function movedNotice({ data }: Row, files: Files): Promise<string> {
  const pictures = new Map<string, string>();
  for (const [, avatar = ''] of data.matchAll(AVATAR)) pictures.set(avatar, await files.pictureAt(avatar));
  return data.replaceAll(AVATAR, (_, avatar: string) => `"avatar":"${pictures.get(avatar) ?? ''}"`);
}

/** An address of the web needs no backslash; within a text the marks would stand behind some. */
const AVATAR = /"avatar":"([^"\\]+)"/g;

/** Files stand under their paths, whatever address their uploader knew this server by; pictures of people are uploads; and who joined late opens nothing from before. */
export default {
  async up(schema: Schema): Promise<void> {
    await addColumns(schema, SHARES);
    const files = new Files(schema);
    await moveAvatars(schema, files);
    await moveMessages(schema, files);
  },

  /** The paths stay: older versions read them as well. */
  down: (schema: Schema): Promise<void> => dropColumns(schema, SHARES),
};
