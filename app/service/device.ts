import { Op } from 'sequelize';
import { Service } from '#kernel';
import type { WireDevice } from '../../protocol/index.ts';
import type { Identity } from '../account/identity.ts';
import { endSessions, lockUser } from '../account/session.ts';
import { fail } from '../error.ts';
import type Session from '../model/session.ts';
import type { Login } from './session.ts';

/** A login session that is open, whoever asks. */
export type Device = Omit<WireDevice, 'current'>;

/** Where a user is signed in. */
export default class DeviceService extends Service {
  /** The user's open sessions, newest first. */
  async list({ user }: Identity, now: number = Date.now()): Promise<Device[]> {
    const where = { userId: user.id, revokedAt: null, expiresAt: { [Op.gt]: now } };
    const sessions = await this.app.model.session.findAll({ where, order: [['id', 'DESC']] });
    return sessions.map(deviceOf);
  }

  /** Ends one session of the user, or all but the calling one; returns how many. Fails with session_not_found. */
  async end({ user, session }: Identity, id: number | undefined): Promise<number> {
    const which = id === undefined ? { except: session.id } : { only: id };
    const ended = await this.service.session.end({ userId: user.id, reason: 'signout', ...which });
    return id !== undefined && ended === 0 ? fail('session_not_found') : ended;
  }

  /**
   * Ends all sessions of the user, the calling one with every token that was handed on from it; the caller goes on in a new one. Fails with
   * token_invalid where the calling one has ended meanwhile.
   */
  async renew({ user, session }: Identity): Promise<Login> {
    let others: readonly number[] = [];
    const login = await this.service.session.enter(async (tx) => {
      const now = Date.now();
      await lockUser(tx, user.id, now);
      others = await endSessions(tx, { userId: user.id, except: session.id, reason: 'signout', now });
      return { userId: user.id, role: session.role, reason: 'upgraded', from: session };
    });
    this.service.session.announce(user.id, others);
    return login;
  }
}

function deviceOf({ id, role, createdAt, expiresAt, address, agent }: Session): Device {
  return { id, role, created_at: createdAt, expires_at: expiresAt, address, agent };
}
