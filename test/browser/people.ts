import { insertSession } from '../../app/account/session.ts';
import { callerOf, UserApi } from '../../web/shared/index.ts';
import type { Person, Stage } from './stage.ts';

const AGENT = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/17.0 Safari/605.1.15';

/** The HTTP API as somebody, without a page. */
export function apiOf({ api }: Stage, { token }: Person): UserApi {
  return new UserApi(callerOf(api, () => token));
}

/** Sessions of somebody beside the one that is open, as a policy of several devices would leave them. */
export async function addSessions({ served }: Stage, { id: userId }: Person, count: number): Promise<void> {
  const createdAt = Date.now() - 86_400_000;
  const session = { userId, role: 'user' as const, createdAt, expiresAt: createdAt + 10 * 86_400_000, address: '192.0.2.7', agent: AGENT };
  for (let made = 0; made < count; made++) await insertSession(served.app.sql, session);
}
