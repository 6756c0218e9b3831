import { Service } from '#kernel';
import type { Identity } from '../account/identity.ts';
import { enforce } from '../account/limit.ts';
import { findUser, type UserRow } from '../account/user.ts';
import { jsonOf } from '../people/json.ts';
import { presentRow, SECTIONS, type Section } from '../people/section.ts';
import { fail } from '../error.ts';
import { readable } from '../group/readable.ts';
import { readPage } from '../journal/page.ts';
import { presentProfile } from '../presenter/user.ts';
import type { Membership } from './history.ts';

/** A file with all that the platform keeps of a user. */
export interface Export {
  readonly name: string;
  /** The JSON text, in pieces that are made as they are read: an export takes the memory of one page, however long it is. */
  readonly pieces: AsyncIterable<string>;
}

/** Rows, conversations or messages per read. */
const PAGE = 200;

/** What people may take along: their own data as one JSON file. */
export default class ExportService extends Service {
  /** The caller's export; once per `config.limit.export`, else too_many. */
  async open({ user: { id } }: Identity): Promise<Export> {
    const { counter } = this.app.engine;
    await enforce(counter, { name: 'export', ...this.config.limit.export }, { key: String(id), refusal: 'too_many' });
    return this.of(id);
  }

  /** The export of any account, the same as its user gets. Fails with user_missing. */
  async of(id: number): Promise<Export> {
    const user = (await findUser(this.app.sql, 'id', id)) ?? fail('user_missing');
    const shown = await this.service.profile.shown(id);
    return { name: `foyer-export-${user.username}.json`, pieces: jsonOf(this.#parts(user, shown)) };
  }

  #parts(user: UserRow, shown: object): Readonly<Record<string, unknown>> {
    const { id, uuid, username, nickname, avatar, role, status, device_id, invite_confirm, created_at, login_at } = user;
    const { userinfo: profile, chatset } = presentProfile(user, true);
    const held = this.app.people.all.map(({ section }) => section);
    const sections = [...SECTIONS, ...held].map((section): [string, unknown] => [section.name, this.#rows(section, id)]);
    return {
      exported_at: Date.now(),
      account: { id, uuid, username, nickname, avatar, role, status, device_id, created_at, login_at },
      profile,
      settings: { invite_confirm, ...shown, chatset },
      ...Object.fromEntries(sections),
      conversations: this.#conversations(id),
    };
  }

  async *#rows({ sql }: Section, userId: number): AsyncGenerator<object> {
    for (let after = 0; ;) {
      const rows = await this.app.sql.query(sql, [userId, after, PAGE]);
      yield* rows.map(presentRow);
      if (rows.length < PAGE) return;
      after = Number(rows.at(-1)?.['page_key']);
    }
  }

  async *#conversations(userId: number): AsyncGenerator<object> {
    for (let after = 0; ;) {
      const rows = await this.app.sql.query<Conversation>(CONVERSATIONS, [userId, after, PAGE]);
      for (const { isPinned, isQuiet, isUnread, joinedAt, deliveredSeq, mentionSeq, hiddenSeq, ...membership } of rows) {
        const { conversationId: id, kind, peerId, readSeq } = membership;
        yield {
          id,
          kind,
          peer_id: peerId,
          joined_at: joinedAt,
          read_seq: readSeq,
          delivered_seq: deliveredSeq,
          mention_seq: mentionSeq,
          hidden_seq: hiddenSeq,
          is_pinned: isPinned,
          is_quiet: isQuiet,
          is_unread: isUnread,
          messages: this.#messages(membership),
        };
      }
      if (rows.length < PAGE) return;
      after = rows.at(-1)?.conversationId ?? after;
    }
  }

  async *#messages(membership: Standing): AsyncGenerator<object> {
    const { conversationId, joinedSeq } = membership;
    for (let after = joinedSeq; ;) {
      const { messages, more } = await readPage(this.app.sql, conversationId, { after, limit: PAGE, joinedSeq });
      yield* await this.service.history.present(membership, messages);
      if (!more) return;
      after = messages.at(-1)?.seq ?? after;
    }
  }
}

type Standing = Omit<Membership, 'isMarked' | 'lastSeq'>;

interface Conversation extends Standing {
  readonly isPinned: number;
  readonly isQuiet: number;
  readonly isUnread: number;
  readonly deliveredSeq: number;
  readonly mentionSeq: number;
  readonly hiddenSeq: number;
  readonly joinedAt: number;
}

const CONVERSATIONS = `SELECT k.user_id AS readerId, c.kind AS kind, k.conversation_id AS conversationId, k.peer_id AS peerId,
    k.read_seq AS readSeq, k.joined_seq AS joinedSeq, k.is_pinned AS isPinned, k.is_quiet AS isQuiet, k.is_unread AS isUnread,
    k.delivered_seq AS deliveredSeq, k.mention_seq AS mentionSeq, k.hidden_seq AS hiddenSeq, k.created_at AS joinedAt
  FROM member k JOIN conversation c ON c.id = k.conversation_id
  WHERE k.user_id = ? AND k.conversation_id > ? AND ${readable('k.conversation_id')} ORDER BY k.conversation_id LIMIT ?`;
