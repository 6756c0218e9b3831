import type { CachedSession, CachedUser } from '../cache.ts';

/** Who is calling: the user, and the login session whose role is the truth for the request (D05). */
export class Identity {
  readonly user: CachedUser;
  readonly session: CachedSession;

  constructor(user: CachedUser, session: CachedSession) {
    this.user = user;
    this.session = session;
  }

  get isVisitor(): boolean {
    return this.session.role === 'visitor';
  }
}
