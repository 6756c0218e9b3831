import { bool, id, rule, text } from '#validate';

/** GET /api/chat/devices */
export const listDevices = rule({ zh: '登录设备', en: 'Where I am signed in', fields: {} });

/** POST /api/chat/device/end */
export const endDevice = rule({
  zh: '退出设备',
  en: 'Sign out one session of mine, or all but this one',
  fields: {
    id: id({ zh: '设备id', en: 'Session id', optional: true }),
    renew: bool({ zh: '更换令牌', en: 'Without an id: end this session as well, and answer like a sign-in', default: false }),
  },
});

/** POST /api/chat/handover */
export const makeHandover = rule({ zh: '在其他设备继续', en: 'A code to go on with on another device', fields: {} });

const code = text({ zh: '验证码', en: 'Code', min: 10, max: 10 });

/** POST /api/handover/preview */
export const previewHandover = rule({ zh: '查看会话', en: 'Whose session a code leads to', fields: { code } });

/** GET /api/chat/handover */
export const isWaiting = rule({ zh: '链接是否仍有效', en: 'Whether a code of this session waits to be used', fields: {} });

/** POST /api/handover */
export const takeHandover = rule({
  zh: '继续会话',
  en: 'Go on with a session of another device',
  fields: { code },
});
