import { Service } from '#kernel';
import type { Chatset } from '../../protocol/index.ts';
import { readField, VISITOR_FIELDS, type FieldChange } from '../account/field.ts';
import type { Identity } from '../account/identity.ts';
import { readProfile, writeProfile } from '../account/profile.ts';
import { lockUser } from '../account/session.ts';
import { ENABLED, findUser, type UserRow } from '../account/user.ts';
import type { CachedRelation } from '../cache.ts';
import { fail } from '../error.ts';
import { writeChatset } from '../policy/chatset.ts';

/** One field of one's own account, as it arrived. */
export interface FieldUpdate {
  readonly fieldname: string;
  readonly fieldValue: string;
}

/** What users show of themselves, and how they may be written to. */
export default class ProfileService extends Service {
  /** A user whom anybody may look at. Fails with user_not_found, also for a disabled one. */
  async show(uuid: string): Promise<UserRow> {
    const user = await findUser(this.app.sql, 'uuid', uuid);
    return user?.status === ENABLED ? user : fail('user_not_found');
  }

  /** Sets one field and returns what the screen says. Visitors may set nickname and avatar only. */
  async update({ user, isVisitor }: Identity, { fieldname, fieldValue }: FieldUpdate): Promise<string> {
    const change = readField(fieldname, fieldValue, this.config.profile);
    if (isVisitor && !VISITOR_FIELDS.has(fieldname)) fail('visitor_refused');
    if (change.column === 'avatar') await this.service.upload.publish(user.id, change.value);
    await this.#write(user.id, change);
    this.app.invalidate([`user:${user.id}`]);
    return change.done;
  }

  /** Sets who may write to the caller. */
  async setChatset({ user }: Identity, chatset: Chatset): Promise<void> {
    await this.app.sql.execute('UPDATE user SET chatset = ?, updated_at = ? WHERE id = ?', [writeChatset(chatset), Date.now(), user.id]);
    this.app.invalidate([`user:${user.id}`]);
  }

  /** A user whom the caller may ask for friendship, and how they stand. Fails with setting_target_missing. */
  async settings({ user: me }: Identity, userId: number): Promise<{ user: UserRow; relation: CachedRelation }> {
    const user = await findUser(this.app.sql, 'id', userId);
    if (user?.status !== ENABLED || user.role === 'visitor') fail('setting_target_missing');
    return { user, relation: await this.app.caches.relation.get(`${me.id}:${userId}`) };
  }

  /** Whether the caller lets friends see when he is there: 0 or 1. Nobody else is told. */
  async showPresence({ user }: Identity): Promise<number> {
    const [row] = await this.app.sql.query<{ shown: number }>('SELECT show_presence AS shown FROM user WHERE id = ?', [user.id]);
    return row?.shown ?? 0;
  }

  async #write(userId: number, change: FieldChange): Promise<void> {
    const { sql } = this.app;
    if (change.column !== 'profile') {
      const rest = change.column === 'nickname' ? `, name_key = ''` : '';
      await sql.execute(`UPDATE user SET ${change.column} = ?${rest}, updated_at = ? WHERE id = ?`, [change.value, Date.now(), userId]);
      return;
    }
    await sql.transaction(async (tx) => {
      await lockUser(tx, userId, Date.now());
      const user = await findUser(tx, 'id', userId);
      const profile = writeProfile({ ...readProfile(user?.profile ?? null), ...change.value });
      await tx.execute('UPDATE user SET profile = ? WHERE id = ?', [profile, userId]);
    });
  }
}
