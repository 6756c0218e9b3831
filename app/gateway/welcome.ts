import type { Application } from '#kernel';
import type { Session } from '../delivery/session.ts';
import { displayName, presentPeer } from '../presenter/message.ts';

const GREETING = { visitor: '欢迎您，登录可获取更多功能！', user: '欢迎您访问我们的系统！' } as const;
/** Bytes that a `send` frame takes beside its data. */
const FRAME = 512;
const REMINDER = '欢迎您，登录可以获取更多功能！';

/** The first frames of a session, in its protocol. */
export function welcomeFrames(app: Application, session: Session): object[] {
  return session.protocol === 'plain' ? plainWelcome(app, session) : [welcome(app, session)];
}

function welcome({ config }: Application, { user, login }: Session): object {
  const { maxPayload } = config.websocket;
  const { limits, quota } = config.upload;
  const upload = { ...limits, total: quota[login.role === 'visitor' ? 'visitor' : 'user'] };
  return {
    op: 'welcome',
    user: presentPeer({ ...user, role: login.role }),
    session: login.id,
    time: Date.now(),
    heartbeat: config.gateway.heartbeat.interval,
    limits: { payload: maxPayload, data: maxPayload - FRAME, recall: config.chat.recall, upload },
  };
}

/** The course's greeting, and for visitors its reminder to sign in, once per login. */
function plainWelcome(app: Application, session: Session): object[] {
  const timestamp = Date.now();
  const isVisitor = session.login.role === 'visitor';
  const greeting = { type: 'system', data: isVisitor ? GREETING.visitor : GREETING.user, timestamp };
  return isVisitor && app.chat.gateway.isFirstSocketOf(session.login) ? [greeting, reminder(session, timestamp)] : [greeting];
}

function reminder({ user }: Session, timestamp: number): object {
  const message = {
    id: `login-reminder-${user.id}`,
    from_id: 0,
    from_name: '系统消息',
    from_avatar: '',
    to_id: user.id,
    to_name: displayName(user),
    to_avatar: user.avatar,
    chatType: 'single',
    type: 'text',
    data: { data: REMINDER, dataType: false, otherData: null },
    options: null,
    create_time: timestamp,
    isremove: 0,
  };
  return { type: 'singleChat', data: message, timestamp };
}
