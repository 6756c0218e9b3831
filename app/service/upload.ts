import type { IncomingMessage } from 'node:http';
import { Service } from '#kernel';
import type { Identity } from '../account/identity.ts';
import { lockUser } from '../account/session.ts';
import { fail } from '../error.ts';
import { keyOf, parseName, thumbKeyOf, uploadUuidOf } from '../upload/address.ts';
import { linger } from '../upload/linger.ts';
import { signerOf, type Signature } from '../upload/link.ts';
import { discardFile, prepareFile, type PreparedFile } from '../upload/prepare.ts';
import { receiveFile } from '../upload/receive.ts';
import { removeUpload } from '../upload/remove.ts';
import { findUpload, insertUpload, isSharedWith, isStillSent, usedBytes, type UploadRow } from '../upload/row.ts';
import { slotsOf } from '../upload/slots.ts';

/** How somebody comes to a file: with a signed address, or as whom a token names. */
export interface Visit {
  readonly sign: unknown;
  readonly expires: unknown;
  /** Who is calling; asked only when the address alone does not open the file. */
  readonly caller: () => Promise<Identity | undefined>;
}

/** Files of users: taking them in, who may open them, where they were sent. */
export default class UploadService extends Service {
  /**
   * Takes one file from a multipart request, checked and stored; a failure leaves nothing behind. Fails with upload_missing,
   * upload_type, upload_too_large, upload_quota, too_many, unavailable.
   */
  async receive(identity: Identity, request: IncomingMessage): Promise<UploadRow> {
    const leave = slotsOf(this.app).enter(identity.user.id);
    try {
      const { limits } = this.config.upload;
      if ((await usedBytes(this.app.sql, identity.user.id)) >= this.#quotaOf(identity)) fail('upload_quota');
      const received = await receiveFile(request, { spool: this.app.storage.spool, limits });
      return await this.#store(identity, await prepareFile(received, this.config.upload));
    } catch (error) {
      await linger(request);
      throw error;
    } finally {
      leave();
    }
  }

  /** The file of this name (`<uuid>.<ext>`), for who may open it. Fails with not_found, whether it is missing or closed (D10). */
  async open(name: string, visit: Visit): Promise<UploadRow> {
    const { uuid, ext } = parseName(name) ?? fail('not_found');
    const upload = (await findUpload(this.app.sql, uuid)) ?? fail('not_found');
    if (upload.ext !== ext) fail('not_found');
    if (upload.is_public === 1) return upload;
    if ((await signerOf(this.app)).isGood(uuid, visit, Date.now())) return upload;
    const caller = await visit.caller();
    return caller && (await this.#mayOpen(upload, caller.user.id)) ? upload : fail('not_found');
  }

  /** A file that the user may open, by its address or uuid. Fails with not_found. */
  async find(userId: number, address: string): Promise<UploadRow> {
    const upload = await findUpload(this.app.sql, uploadUuidOf(address) ?? address);
    return upload && (await this.#mayOpen(upload, userId)) ? upload : fail('not_found');
  }

  /** What opens this file for anyone who has it, for `config.upload.linkTtl`. */
  async sign({ uuid }: UploadRow): Promise<Signature> {
    const { linkTtl } = this.config.upload;
    return (await signerOf(this.app)).sign(uuid, linkTtl > 0 ? Date.now() + linkTtl : undefined);
  }

  /**
   * Before a message with this address is sent: opens the file for the members of the conversation. Addresses that are not of our files
   * are left alone. Doing it again changes nothing. Fails with file_forbidden when the sender may not open the file.
   */
  async share(userId: number, address: string, conversationId: number): Promise<void> {
    const upload = await this.#ours(address);
    if (!upload) return;
    if (!(await this.#mayOpen(upload, userId))) fail('file_forbidden');
    const { sql } = this.app;
    const insert = sql.dialect === 'sqlite' ? 'INSERT OR IGNORE' : 'INSERT IGNORE';
    await sql.execute(`${insert} INTO upload_share (upload_id, conversation_id, user_id, created_at) VALUES (?, ?, ?, ?)`, [
      upload.id,
      conversationId,
      userId,
      Date.now(),
    ]);
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

  /** Before an address becomes an avatar: a picture of one's own opens for anyone. Other addresses are left alone. Fails with file_forbidden for somebody else's closed file, or for what is no picture. */
  async publish(userId: number, address: string): Promise<void> {
    const upload = await this.#ours(address);
    if (!upload || upload.is_public === 1) return;
    if (upload.owner_id !== userId || upload.kind !== 'image') fail('file_forbidden');
    await this.app.sql.execute('UPDATE upload SET is_public = 1 WHERE id = ?', [upload.id]);
  }

  /** When an account is erased: removes the user's files that were sent nowhere, avatars too but those of groups. Returns how many. */
  async removeUnshared(userId: number): Promise<number> {
    const rows = await this.app.sql.query<{ id: number; uuid: string }>(
      `SELECT id, uuid FROM upload WHERE owner_id = ? AND deleted_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM upload_share WHERE upload_id = upload.id)
       AND (is_public = 0 OR NOT EXISTS (SELECT 1 FROM chat_group WHERE INSTR(chat_group.avatar, upload.uuid) > 0))`,
      [userId],
    );
    for (const row of rows) await removeUpload(this.app, row, Date.now());
    return rows.length;
  }

  async #ours(address: string): Promise<UploadRow | undefined> {
    const uuid = uploadUuidOf(address);
    if (uuid === undefined) return undefined;
    const upload = await findUpload(this.app.sql, uuid);
    // A path of this server names one of its files or nothing; another host may have such a path too.
    return upload ?? (address.startsWith('/') ? fail('file_forbidden') : undefined);
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
    try {
      const upload = await this.app.sql.transaction(async (tx) => {
        const now = Date.now();
        await lockUser(tx, ownerId, now);
        if ((await usedBytes(tx, ownerId)) + file.size > quota) fail('upload_quota');
        return insertUpload(tx, { ...file, ownerId, hasThumb: file.thumb !== undefined }, now);
      });
      await this.#put(upload, file);
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
    } catch (error) {
      await removeUpload(this.app, upload, Date.now());
      throw error;
    }
  }
}
