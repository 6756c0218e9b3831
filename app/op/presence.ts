import { id, list, rule } from '#validate';
import { op } from '../messaging/gateway/op.ts';
import { presenceWatchOf } from '../messaging/gateway/presence-watch.ts';

const presence = rule({
  zh: '在线状态',
  en: 'Which friends are online',
  fields: { users: list({ zh: '用户id', en: 'Users', of: id({ zh: '用户id', en: 'User' }), min: 0, max: 200 }) },
});

/** Which of the user's friends are online, now and while this socket is open; the next list replaces this one. */
export default op(presence, async ({ ctx, session }, { users }) => {
  await presenceWatchOf(ctx.app).watch(session, users);
  return undefined;
});
