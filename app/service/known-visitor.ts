import { Service } from '#kernel';
import { SqlError, type SqlSession } from '../../engine/sql.ts';
import { holdUsers, isOpen } from '../account/act.ts';
import { NICKNAME_LENGTH, readField } from '../account/field.ts';
import type { Identity } from '../account/identity.ts';
import { isOpenSession } from '../account/session.ts';
import { readSiteToken, type KnownVisitor } from '../account/site-token.ts';
import { findUser } from '../account/user.ts';
import { insertVisitor, isAccount } from '../account/visitor.ts';
import { ChatError, fail } from '../error.ts';
import { findKeyOf } from '../text/find-key.ts';
import { lineOf } from '../text/visible.ts';
import type { Login } from './session.ts';
import type { VisitorClaim } from './visitor.ts';

/** Who comes: what the site says, and who it was so far. */
interface Coming {
  readonly known: KnownVisitor;
  readonly deviceId: string;
  readonly caller: Identity | undefined;
}

/** Tries to be the one who is bound to an id, where several tabs ask at once. */
const TRIES = 3;

/** Visitors whom the site they visit knows: one visitor per id of the site, on whichever device. */
export default class KnownVisitorService extends Service {
  /**
   * The visitor whom the site's token names. The one who presents a token of ours becomes it, unless that visitor is another already. A change of
   * who one is makes a new session: all others of the visitor end, and so does the one that was presented (G02). Fails with identity_closed (no
   * secret is configured), identity_account (the visitor has a password by now, which alone opens the account, G01), account_disabled, and as
   * `readSiteToken` and `visitor.check`.
   */
  async identify(presented: VisitorClaim, siteToken: string): Promise<Login> {
    const { secrets } = this.config.visitor.identity;
    this.service.visitor.check(presented);
    if (secrets.length === 0) fail('identity_closed');
    const known = readSiteToken(siteToken, secrets);
    const { token, deviceId } = presented;
    const caller = await this.service.session.callerOf(token);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const userId = await this.#holder(this.app.sql, known);
      const coming = { known, deviceId, caller };
      const login = await (userId === undefined ? this.#claim(coming) : this.#become(coming, userId, token));
      if (login) return login;
    }
    return fail('unavailable');
  }

  /** What the site says of a visitor; null for one whom it did not name. */
  async of(userId: number): Promise<{ readonly id: string; readonly email: string } | null> {
    const known = await this.app.model.knownVisitor.findOne({ where: { userId } });
    return known && { id: known.externalId, email: known.email };
  }

  async #holder(sql: SqlSession, { externalId }: KnownVisitor): Promise<number | undefined> {
    const rows = await sql.query<{ userId: number }>('SELECT user_id AS userId FROM known_visitor WHERE external_id = ?', [externalId]);
    return rows[0]?.userId;
  }

  /** A visitor who is that user already stays in the session: a page says it at each load. */
  async #become(coming: Coming, userId: number, token: string | undefined): Promise<Login | undefined> {
    const { caller, known } = coming;
    const isThere = caller?.user.id === userId && (await this.#show(caller, known));
    if (!isThere || token === undefined) return this.#enter(coming, userId);
    const user = (await findUser(this.app.sql, 'id', userId)) ?? fail('user_missing');
    return { user, role: caller.session.role, token: (await this.service.session.renew(caller.session)) ?? token };
  }

  /** Writes what the site says of the visitor; an account shows what its owner has set. False where the session has ended meanwhile. */
  async #show({ user: { id }, session, isVisitor }: Identity, known: KnownVisitor): Promise<boolean> {
    const isOpen = await this.app.act({ userId: id }, async (tx) => {
      if (!(await isOpenSession(tx, session.id))) return false;
      if (isVisitor) await this.#write(tx, id, known);
      return true;
    });
    if (isVisitor) this.app.invalidate([`user:${id}`]);
    return isOpen;
  }

  /** Undefined when the id is somebody else's by now. */
  async #enter({ known, caller }: Coming, userId: number): Promise<Login | undefined> {
    return unlessOvertaken(
      this.service.session.enter(async (tx) => {
        await holdUsers(tx, this.app.sql.dialect, caller ? [userId, caller.user.id] : [userId]);
        if ((await this.#holder(tx, known)) !== userId) throw new OvertakenError();
        const user = (await findUser(tx, 'id', userId)) ?? fail('account_disabled');
        if (isAccount(user)) fail('identity_account');
        await this.#write(tx, userId, known);
        return { userId, role: 'visitor', reason: 'replaced', leaving: caller?.session };
      }),
    );
  }

  /** Undefined when another tab was faster. */
  async #claim({ known, caller, deviceId }: Coming): Promise<Login | undefined> {
    const login = await unlessOvertaken(
      this.service.session.enter(async (tx) => {
        const isFree = caller !== undefined && (await this.#mayBecome(tx, caller));
        const userId = isFree ? caller.user.id : await insertVisitor(tx, deviceId);
        if (!isFree) await this.app.chat.hooks.run('withinRegister', { tx, userId, role: 'visitor', origin: this.ctx });
        await bind(tx, known, userId);
        await this.#write(tx, userId, known);
        return { userId, role: 'visitor', reason: 'upgraded', leaving: isFree ? undefined : caller?.session };
      }),
    );
    if (login && login.user.id !== caller?.user.id) {
      this.app.chat.hooks.tell('registered', { userId: login.user.id, role: 'visitor', origin: this.ctx });
    }
    return login;
  }

  /** Whether a visitor is nobody to the site yet, in a session that has not ended meanwhile. Holds the visitor's row. */
  async #mayBecome(tx: SqlSession, { user: { id }, session }: Identity): Promise<boolean> {
    const held = await holdUsers(tx, this.app.sql.dialect, [id]);
    const user = await findUser(tx, 'id', id);
    if (!user || !isOpen(held, id) || isAccount(user)) return false;
    const bound = await tx.query('SELECT external_id FROM known_visitor WHERE user_id = ?', [id]);
    return bound.length === 0 && (await isOpenSession(tx, session.id));
  }

  /**
   * What the site says of its visitor. The site vouches for who that is and not for what people call themselves there: a name that passes for one
   * of ours is not taken, and neither is anything else that nobody could set; the visitor comes in all the same.
   */
  async #write(tx: SqlSession, userId: number, { nickname, avatar, email, externalId }: KnownVisitor): Promise<void> {
    const user = (await findUser(tx, 'id', userId)) ?? fail('user_missing');
    const name = Array.from(lineOf(nickname)).slice(0, NICKNAME_LENGTH).join('').trim();
    if (name !== '' && name !== user.nickname && this.service.name.isFree(name)) {
      const values = [name, findKeyOf(user.username, name), Date.now(), userId];
      await tx.execute(`UPDATE user SET nickname = ?, name_key = '', find_key = ?, updated_at = ? WHERE id = ?`, values);
    }
    const picture = avatar === '' ? '' : await this.#pictureAt(tx, userId, avatar);
    if (picture !== '') await tx.execute('UPDATE user SET avatar = ?, updated_at = ? WHERE id = ?', [picture, Date.now(), userId]);
    if (email !== '') await tx.execute('UPDATE known_visitor SET email = ? WHERE external_id = ?', [email, externalId]);
  }

  /** A picture that was uploaded here, by the visitor or for all to see; '' for any other: one on the site's own server would tell it who looks (G22). */
  async #pictureAt(tx: SqlSession, userId: number, avatar: string): Promise<string> {
    try {
      readField('avatar', avatar);
      return await this.app.files.publishChosen(userId, avatar, tx);
    } catch (error) {
      if (error instanceof ChatError) return '';
      throw error;
    }
  }
}

/** Somebody else was bound to the id, or the visitor to another, while this one waited. */
class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

async function unlessOvertaken(entering: Promise<Login>): Promise<Login | undefined> {
  try {
    return await entering;
  } catch (error) {
    if (error instanceof OvertakenError) return undefined;
    throw error;
  }
}

async function bind(tx: SqlSession, { externalId }: KnownVisitor, userId: number): Promise<void> {
  try {
    await tx.execute('INSERT INTO known_visitor (external_id, user_id, created_at) VALUES (?, ?, ?)', [externalId, userId, Date.now()]);
  } catch (error) {
    if (error instanceof SqlError && error.kind === 'duplicate') throw new OvertakenError('', { cause: error });
    throw error;
  }
}
