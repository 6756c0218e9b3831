import type { Application } from '#kernel';
import type { WireMessage } from '../../../protocol/index.ts';
import type { Session } from '../delivery/session.ts';
import { featuresOf, scriptsOf } from '../../features.ts';
import { presentPeer } from '../../presenter/message.ts';
import { loginReminder, menuRows } from '../../presenter/row.ts';

const GREETING = { visitor: '欢迎您，登录可获取更多功能！', user: '欢迎您访问我们的系统！' } as const;
/** Bytes that a `send` frame takes beside its data. */
const FRAME = 512;

/** The first frames of a session, in its protocol. */
export function welcomeFrames(app: Application, session: Session): object[] {
  return session.protocol === 'plain' ? plainWelcome(app, session) : [welcome(app, session)];
}

function welcome(app: Application, { user, login }: Session): object {
  const { config } = app;
  const { maxPayload } = config.websocket;
  const upload = app.files.limitsOf(login.role === 'visitor' ? 'visitor' : 'user');
  return {
    op: 'welcome',
    user: presentPeer({ ...user, role: login.role }),
    session: login.id,
    time: Date.now(),
    heartbeat: config.gateway.heartbeat.interval,
    limits: { payload: maxPayload, data: maxPayload - FRAME, recall: config.chat.recall, upload },
    units: featuresOf(app),
    ...(scriptsOf(app).length > 0 && { screens: scriptsOf(app) }),
    ...(app.chat.extras.names.length > 0 && { extras: app.chat.extras.names }),
  };
}

/** The course's greeting and menu, and for visitors its reminder to sign in, once per login. */
function plainWelcome(app: Application, session: Session): object[] {
  const timestamp = Date.now();
  const isVisitor = session.login.role === 'visitor';
  const greeting = { type: 'system', data: isVisitor ? GREETING.visitor : GREETING.user, timestamp };
  const { user, login } = session;
  const reminders = isVisitor && app.chat.gateway.isFirstSocketOf(login) ? [framed(loginReminder(user, timestamp), timestamp)] : [];
  const rows = app.config.chat.menu ? menuRows(user, { role: login.role, units: featuresOf(app), time: timestamp }) : [];
  const menu = rows.map((row) => framed(row, timestamp));
  return [greeting, ...menu, ...reminders];
}

function framed(data: WireMessage, timestamp: number): object {
  return { type: 'singleChat', data, timestamp };
}
