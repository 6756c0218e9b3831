import { Service } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import type { Chatset, WireVisitor } from '../../protocol/index.ts';
import { readField, VISITOR_FIELDS, type FieldChange } from '../account/field.ts';
import type { Identity } from '../account/identity.ts';
import { readProfile, writeProfile } from '../account/profile.ts';
import { isServiceAccount } from '../account/service-account.ts';
import { ENABLED, findUser, type UserRow } from '../account/user.ts';
import type { CachedRelation, CachedUser } from '../cache.ts';
import { fail } from '../error.ts';
import { writeChatset } from '../policy/chatset.ts';
import { seesPersonal } from '../policy/profile.ts';
import { findKeyOf } from '../text/find-key.ts';
import { faceChanged } from '../presenter/row.ts';
import { singleKey } from '../messaging/way/single-way.ts';

/** One field of one's own account, as it arrived. */
export interface FieldUpdate {
  readonly fieldname: string;
  readonly fieldValue: string;
}

/** What users show of themselves, and how they may be written to. */
export default class ProfileService extends Service {
  /** A user whom anybody may look at, and whether the caller sees the personal part. Fails with user_not_found, also for a disabled one. */
  async show(caller: Identity | undefined, uuid: string): Promise<{ user: UserRow; isPersonal: boolean }> {
    const user = await findUser(this.app.sql, 'uuid', uuid);
    if (user?.status !== ENABLED) fail('user_not_found');
    return { user, isPersonal: await this.seesPersonal(caller?.user.id, user) };
  }

  /** Whether a user, or nobody in particular, sees birthday, gender, place and website of another. */
  async seesPersonal(userId: number | undefined, { id, show_profile: isOpen }: UserRow): Promise<boolean> {
    const relation = userId === undefined ? undefined : await this.app.caches.relation.get(`${userId}:${id}`);
    return seesPersonal({ isOwn: userId === id, isOpen: isOpen === 1, relation });
  }

  /** Sets one field and returns what the screen says. Visitors may set nickname and avatar only. */
  async update({ user, isVisitor }: Identity, { fieldname, fieldValue }: FieldUpdate): Promise<string> {
    const change = readField(fieldname, fieldValue);
    if (isVisitor && !VISITOR_FIELDS.has(fieldname)) fail('visitor_refused');
    if (change.column === 'nickname') await this.service.name.assertFree(change.value, user, user.nickname);
    await this.app.chat.hooks.run('beforeProfile', { userId: user.id, origin: this.ctx, field: fieldname, value: fieldValue });
    const stored = await this.app.act({ userId: user.id }, async (tx): Promise<FieldChange> => {
      const isAvatar = change.column === 'avatar';
      const stored = isAvatar ? { ...change, value: await this.app.files.publish(user.id, fieldValue, tx) } : change;
      await write(tx, user.id, stored);
      return stored;
    });
    this.app.invalidate([`user:${user.id}`]);
    if (stored.column === 'avatar') await this.#showFace({ ...user, avatar: stored.value });
    return change.done;
  }

  /** On the screen of the published client; whoever is not there has it at the next connect. */
  async #showFace(user: CachedUser): Promise<void> {
    const timestamp = Date.now();
    await this.app.chat.signals
      .toPlain(user.id, { type: 'singleChat', data: faceChanged(user, timestamp), timestamp })
      .catch((error: unknown) => this.logger.debug({ err: error }, 'a picture was not shown at once'));
  }

  /** Sets who may write to the caller. */
  async setChatset({ user }: Identity, chatset: Chatset): Promise<void> {
    await this.app.act({ userId: user.id }, (tx) =>
      tx.execute('UPDATE user SET chatset = ?, updated_at = ? WHERE id = ?', [writeChatset(chatset), Date.now(), user.id]),
    );
    this.app.invalidate([`user:${user.id}`]);
  }

  /** A user whom the caller may ask for friendship, and how they stand. Fails with setting_target_missing. */
  async settings({ user: me }: Identity, userId: number): Promise<{ user: UserRow; relation: CachedRelation }> {
    const user = await findUser(this.app.sql, 'id', userId);
    if (user?.status !== ENABLED || user.role === 'visitor') fail('setting_target_missing');
    return { user, relation: await this.app.caches.relation.get(`${me.id}:${userId}`) };
  }

  /** A visitor with whom the caller has a conversation, and for accounts of the service what the site says of it. Fails with user_not_found. */
  async visitor({ user: me }: Identity, userId: number): Promise<{ user: UserRow; known: WireVisitor['known'] }> {
    const [conversation] = await this.app.sql.query('SELECT id FROM conversation WHERE name_key = ?', [singleKey(me.id, userId)]);
    const user = conversation && (await findUser(this.app.sql, 'id', userId));
    if (user?.status !== ENABLED || user.role !== 'visitor') fail('user_not_found');
    const isOurs = isServiceAccount(me, this.config.service);
    return { user, known: isOurs ? await this.service.knownVisitor.of(userId) : null };
  }

  /** What a user shows, 0 or 1 each: to friends when he is there, to everybody all of the profile. For that user alone. */
  async shown(userId: number): Promise<{ show_presence: number; show_profile: number }> {
    const query = 'SELECT show_presence, show_profile FROM user WHERE id = ?';
    const [row] = await this.app.sql.query<{ show_presence: number; show_profile: number }>(query, [userId]);
    return { show_presence: row?.show_presence ?? 0, show_profile: row?.show_profile ?? 0 };
  }
}

async function write(tx: SqlSession, userId: number, change: FieldChange): Promise<void> {
  const now = Date.now();
  if (change.column === 'profile') {
    const user = await findUser(tx, 'id', userId);
    const profile = writeProfile({ ...readProfile(user?.profile ?? null), ...change.value });
    await tx.execute('UPDATE user SET profile = ?, updated_at = ? WHERE id = ?', [profile, now, userId]);
    return;
  }
  if (change.column === 'nickname') {
    const user = await findUser(tx, 'id', userId);
    const values = [change.value, findKeyOf(user?.username ?? '', change.value), now, userId];
    await tx.execute(`UPDATE user SET nickname = ?, name_key = '', find_key = ?, updated_at = ? WHERE id = ?`, values);
    return;
  }
  await tx.execute(`UPDATE user SET ${change.column} = ?, updated_at = ? WHERE id = ?`, [change.value, now, userId]);
}
