import type { IncomingMessage } from 'node:http';
import { Service } from '#kernel';
import {
  addressKey,
  ENABLED,
  fail,
  GROUP_STATUS,
  mayAct,
  parseFileName,
  filePathOf,
  readable,
  storedPathOf,
  uploadUuidOf,
  type Identity,
  type Sharing,
} from '#app';
import { insertIgnore } from '../../../../engine/insert-ignore.ts';
import type { SqlSession } from '../../../../engine/sql.ts';
import { keyOf, thumbKeyOf } from '../../upload/key.ts';
import { countBytes, countFile } from '../../upload/count.ts';
import type { TellField } from '../../upload/form.ts';
import { signerOf, type Signature, type SignatureTexts } from '../../upload/link.ts';
import { discardFile, prepareFile, type PreparedFile } from '../../upload/prepare.ts';
import { receiveFile } from '../../upload/receive.ts';
import { removeUpload } from '../../upload/remove.ts';
import { findUpload, insertUpload, isBanned, isSharedWith, isStillSent, usedBytes, type UploadRow } from '../../upload/row.ts';
import { takeSlot } from '../../upload/slots.ts';

/** How somebody comes to a file: with a signed address, or as whom a token names. */
export interface Visit extends SignatureTexts {
  /** Who is calling; asked only when the address says nobody's name. */
  readonly caller: () => Promise<Identity | undefined>;
}

/** ms after which a message that opened a file is stored, or never will be. */
const ON_ITS_WAY = 60_000;

/** Of an upload of an erased account: it is the picture of a group that goes on, of those in which the account was. */
const IN_GROUP_LEFT = `EXISTS (SELECT 1 FROM closing_place p JOIN chat_group g ON g.id = p.conversation_id
  WHERE p.user_id = upload.owner_id AND g.status <> ${GROUP_STATUS.dissolved} AND INSTR(g.avatar, upload.uuid) > 0)`;

/** Files of users: taking them in, who may open them, where they were sent. */
export default class UploadService extends Service {
  /**
   * Takes one file from a multipart request, checked and stored; a failure leaves nothing behind. Fails with upload_missing,
   * upload_type, upload_too_large, upload_quota, too_many, unavailable.
   */
  async receive(identity: Identity, request: IncomingMessage, tell?: TellField): Promise<UploadRow> {
    const leave = takeSlot(this.app, identity.user.id);
    try {
      await countFile(this.ctx, identity);
      const { limits } = this.config.upload;
      if ((await usedBytes(this.app.sql, identity.user.id)) >= this.#quotaOf(identity)) fail('upload_quota');
      const received = await receiveFile(request, { spool: this.app.storage.spool, limits, tell });
      await countBytes(this.ctx, identity, received);
      return await this.#store(identity, await prepareFile(this.app, received, addressKey(this.ctx.ip)));
    } finally {
      leave();
    }
  }

  /** The file of this name (`<uuid>.<ext>`), for who may open it. Fails with not_found, whether it is missing or closed (D10). */
  async open(name: string, visit: Visit): Promise<UploadRow> {
    const { uuid, ext } = parseFileName(name) ?? fail('not_found');
    const upload = (await findUpload(this.app.sql, uuid)) ?? fail('not_found');
    if (upload.ext !== ext) fail('not_found');
    if (upload.is_public === 1) return upload;
    const viewer = signerOf(this.app).viewerOf(uuid, visit, Date.now());
    if (viewer !== undefined && (await this.#opensFor(upload, viewer))) return upload;
    const caller = await visit.caller();
    return caller && (await this.#mayOpen(upload, caller.user.id)) ? upload : fail('not_found');
  }

  /** A file that the user may open, by its address or uuid. Fails with not_found. */
  async find(userId: number, address: string): Promise<UploadRow> {
    const upload = await findUpload(this.app.sql, uploadUuidOf(address) ?? address);
    return upload && (await this.#mayOpen(upload, userId)) ? upload : fail('not_found');
  }

  /** What opens this file for its viewer: `asked` by a screen that asks again, or `kept` by a client that does not. */
  sign({ uuid }: UploadRow, { user }: Identity, use: 'asked' | 'kept'): Signature {
    const { linkTtl, keptLinkTtl } = this.config.upload;
    return signerOf(this.app).sign(uuid, user.id, { ttl: use === 'kept' ? keptLinkTtl : linkTtl, now: Date.now() });
  }

  /**
   * Before a message with this address is sent: opens the file for the members of the conversation, and returns the address under which it is
   * stored. Addresses that are not of our files stay as they are. Doing it again changes nothing. Fails with file_forbidden when the sender, or
   * who speaks for them, may not open the file.
   */
  async share({ userId, speakerId = userId }: Sharing, address: string, conversationId: number): Promise<string> {
    const upload = await this.#ours(address);
    if (!upload) return address;
    if (!(await this.#mayOpen(upload, speakerId))) fail('file_forbidden');
    const { sql } = this.app;
    const [head] = await sql.query<{ lastSeq: number }>('SELECT last_seq AS lastSeq FROM conversation WHERE id = ?', [conversationId]);
    const insert = insertIgnore(sql.dialect);
    // The message comes behind the head; should it never be stored, nobody who joins later sees the file.
    await sql.execute(
      `${insert} INTO upload_share (upload_id, conversation_id, user_id, created_at, last_seq)
       SELECT u.id, ?, ?, ?, ? FROM upload u WHERE u.id = ? AND u.deleted_at IS NULL AND ${readable('?')} AND ${mayAct(sql.dialect)}`,
      [conversationId, userId, Date.now(), (head?.lastSeq ?? 0) + 1, upload.id, conversationId, userId],
    );
    return storedPathOf(address) ?? filePathOf(upload);
  }

  /**
   * After a message of this user with this address was recalled: closes the file again, unless another of his messages there has it, and
   * removes it when it was sent nowhere else and is no avatar.
   */
  async unshare(userId: number, address: string, conversationId: number): Promise<void> {
    const upload = await this.#ours(address);
    if (!upload || (await isStillSent(this.app.sql, upload.uuid, { userId, conversationId }))) return;
    const { sql } = this.app;
    const { affected } = await sql.execute('DELETE FROM upload_share WHERE upload_id = ? AND conversation_id = ? AND user_id = ?', [
      upload.id,
      conversationId,
      userId,
    ]);
    if (affected === 0 || upload.is_public === 1) return;
    const [left] = await sql.query('SELECT 1 AS found FROM upload_share WHERE upload_id = ? LIMIT 1', [upload.id]);
    if (!left) await removeUpload(this.app, upload, Date.now());
  }

  /**
   * Within the transaction that makes an address an avatar: a picture of one's own opens for anyone. Returns the address under which it is stored.
   * Fails with avatar_invalid for what was not uploaded here, file_forbidden for somebody else's file, or for what is no picture.
   */
  async publish(userId: number, address: string, tx: SqlSession = this.app.sql): Promise<string> {
    const upload = (await this.#ours(address, tx)) ?? fail('avatar_invalid');
    if (upload.owner_id !== userId || upload.kind !== 'image') fail('file_forbidden');
    await tx.execute('UPDATE upload SET is_public = 1 WHERE id = ?', [upload.id]);
    return filePathOf(upload);
  }

  /** As `publish`, where the site chooses: a picture of another that anyone may see will do, for as long as it is one. */
  async publishChosen(userId: number, address: string, tx: SqlSession): Promise<string> {
    const upload = await this.#ours(address, tx);
    return upload?.is_public === 1 ? filePathOf(upload) : this.publish(userId, address, tx);
  }

  /**
   * When an account is erased: removes the user's files that the user sent nowhere, whoever else used the address of an avatar, and closes the
   * avatars among those that were sent. Pictures of groups that the user left behind stay as they are. Returns how many went.
   */
  async removeUnshared(userId: number): Promise<number> {
    await this.#closeUnsent(userId);
    const { sql } = this.app;
    const rows = await sql.query<{ id: number; uuid: string }>(
      `SELECT id, uuid FROM upload WHERE owner_id = ? AND deleted_at IS NULL AND NOT ${IN_GROUP_LEFT}
       AND NOT EXISTS (SELECT 1 FROM upload_share s WHERE s.upload_id = upload.id AND s.user_id = upload.owner_id)`,
      [userId],
    );
    for (const row of rows) await removeUpload(this.app, row, Date.now());
    await sql.execute(`UPDATE upload SET is_public = 0 WHERE owner_id = ? AND is_public = 1 AND NOT ${IN_GROUP_LEFT}`, [userId]);
    return rows.length;
  }

  /** What was opened a moment ago for a message that was not stored any more. */
  async #closeUnsent(userId: number): Promise<void> {
    const { sql } = this.app;
    const fresh = await sql.query<{ id: number; uuid: string; conversationId: number }>(
      `SELECT s.upload_id AS id, u.uuid AS uuid, s.conversation_id AS conversationId FROM upload u JOIN upload_share s ON s.upload_id = u.id
       WHERE u.owner_id = ? AND s.user_id = ? AND s.created_at > ?`,
      [userId, userId, Date.now() - ON_ITS_WAY],
    );
    for (const { id, uuid, conversationId } of fresh) {
      if (await isStillSent(sql, uuid, { userId, conversationId })) continue;
      await sql.execute('DELETE FROM upload_share WHERE upload_id = ? AND conversation_id = ? AND user_id = ?', [
        id,
        conversationId,
        userId,
      ]);
    }
  }

  async #ours(address: string, sql: SqlSession = this.app.sql): Promise<UploadRow | undefined> {
    const uuid = uploadUuidOf(address);
    if (uuid === undefined) return undefined;
    const upload = await findUpload(sql, uuid);
    // A path of this server names one of its files or nothing; another host may have such a path too.
    return upload ?? (address.startsWith('/') ? fail('file_forbidden') : undefined);
  }

  /** A signed address opens what its viewer may open now. */
  async #opensFor(upload: UploadRow, viewer: number): Promise<boolean> {
    const user = await this.app.caches.user.get(viewer);
    return user?.status === ENABLED && (await this.#mayOpen(upload, viewer)) && !(await isBanned(this.app.sql, upload.id));
  }

  async #mayOpen(upload: UploadRow, userId: number): Promise<boolean> {
    return upload.is_public === 1 || upload.owner_id === userId || isSharedWith(this.app.sql, upload.id, userId);
  }

  #quotaOf({ isVisitor }: Identity): number {
    const { visitor, user } = this.config.upload.quota;
    return isVisitor ? visitor : user;
  }

  /** The row goes first, under the user's lock, so that files that arrive together share one quota and a crash leaves no bytes without a row. */
  async #store(identity: Identity, file: PreparedFile): Promise<UploadRow> {
    const ownerId = identity.user.id;
    const quota = this.#quotaOf(identity);
    const { hooks } = this.app.chat;
    const { kind, type, name, size } = file;
    const event = { userId: ownerId, origin: this.ctx, kind, type, name, size };
    try {
      await hooks.run('beforeUpload', event);
      const upload = await this.app.act({ userId: ownerId }, async (tx) => {
        if ((await usedBytes(tx, ownerId)) + file.size > quota) fail('upload_quota');
        return insertUpload(tx, { ...file, ownerId, hasThumb: file.thumb !== null }, Date.now());
      });
      await this.#put(upload, file);
      hooks.tell('uploaded', { ...event, uuid: upload.uuid });
      return upload;
    } finally {
      await discardFile(file);
    }
  }

  async #put(upload: UploadRow, { path, thumb, type, size }: PreparedFile): Promise<void> {
    const { storage } = this.app;
    try {
      await storage.put(keyOf(upload.uuid), path, { type, size });
      if (thumb) await storage.put(thumbKeyOf(upload.uuid), thumb.path, { type: 'image/webp', size: thumb.size });
      // An erasure that came meanwhile found the row, but not yet the bytes.
      if (!(await findUpload(this.app.sql, upload.uuid))) fail('user_disabled');
    } catch (error) {
      await removeUpload(this.app, upload, Date.now());
      throw error;
    }
  }
}
