import type { Application } from '#kernel';
import type { RouteState } from '../../../engine/presence.ts';
import type { Session } from '../delivery/session.ts';
import { presenceWatchOf } from './presence-watch.ts';

const CHUNK = 500;

/** Compares what this node's sockets hold with the engine: repairs lost routes, lost wake-ups and lost kicks. */
export async function checkSessions(app: Application): Promise<void> {
  const users = app.chat.sessions.userIds();
  for (let from = 0; from < users.length; from += CHUNK) {
    const chunk = users.slice(from, from + CHUNK);
    const states = await app.engine.presence.check(chunk);
    await Promise.all(chunk.map((userId, index) => checkUser(app, userId, states[index])));
  }
  await app.chat.rooms.check();
  await presenceWatchOf(app).check();
}

/** After the bus or the engine lost something: caches are emptied, and every session fills from SQL, spread over some seconds. */
export function recover(app: Application): void {
  app.caches.clear();
  const { spread } = app.config.gateway;
  for (const session of app.chat.sessions.all()) setTimeout(() => session.feed.refill(), Math.random() * spread).unref();
}

async function checkUser(app: Application, userId: number, state: RouteState | undefined): Promise<void> {
  if (!state) return;
  const { node, sessions } = app.chat;
  sessions.noteElsewhere(
    userId,
    state.nodes.filter((other) => other !== node),
  );
  for (const session of sessions.of(userId)) {
    if (await isExpired(app, session)) session.end('logout');
    else if (state.sessionId !== 0 && session.isOutrankedBy(state)) session.giveWay(state);
    else if (!session.isSilent && isLost(session, state, node)) await restore(app, session);
    if (!session.isSilent) session.feed.check(state);
  }
  // The newest socket of the login is gone, and was on another node.
  if (state.nodes.length === 0) await app.chat.gateway.succeed(userId, state.sessionId);
}

/** A visitor's session may have been renewed since the socket opened. */
async function isExpired({ caches }: Application, { login }: Session): Promise<boolean> {
  if (login.expiresAt > Date.now()) return false;
  const now = await caches.session.get(login.id);
  return !now || now.expiresAt <= Date.now();
}

function isLost({ login, fence }: Session, state: RouteState, node: string): boolean {
  return state.sessionId !== login.id || state.fence !== fence || !state.nodes.includes(node);
}

async function restore({ engine, chat: { node } }: Application, session: Session): Promise<void> {
  const { userId, login, fence } = session;
  const isMine = await engine.presence.restore({ userId, sessionId: login.id, fence, node });
  if (isMine) return;
  const [now] = await engine.presence.check([userId]);
  if (now && session.isOutrankedBy(now)) session.giveWay(now);
}
