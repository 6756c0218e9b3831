import type { ErrorTable } from './row.ts';

/** Failures told in band on a socket; the status is what the same failure would have over HTTP. */
export const SOCKET_ERRORS = {
  socket_token_missing: { status: 401, zh: '缺少 token 参数', en: 'The token parameter is missing' },
  socket_user_missing: { status: 401, zh: '用户不存在', en: 'This user does not exist' },
  socket_user_disabled: { status: 403, zh: '你已被管理员禁用', en: 'You were disabled by the administrator' },
  socket_token_expired: { status: 401, zh: 'token 已过期', en: 'The token has expired' },
  socket_token_invalid: { status: 401, zh: 'Token 不合法', en: 'The token is not valid' },
  session_replaced: { status: 401, zh: '你的账号在其他设备登录', en: 'Your account was signed in on another device' },
  session_ended: { status: 401, zh: '登录已失效，请重新登录', en: 'Your session has ended, please sign in again' },
  token_changed: { status: 401, zh: '令牌已更换，请使用新的令牌', en: 'The token was replaced, please use the new one' },
  socket_auth_late: { status: 401, zh: '没有及时验证身份', en: 'You did not identify yourself in time' },
  socket_connections: { status: 429, zh: '连接数量过多', en: 'Too many connections' },
  socket_slow: { status: 503, zh: '接收过慢，请重新连接', en: 'You read too slowly, please connect again' },

  frame_malformed: { status: 400, zh: '消息格式不正确', en: 'The frame is not a valid JSON object' },
  frame_binary: { status: 400, zh: '不支持二进制消息', en: 'Binary frames are not accepted' },
  frame_unknown: { status: 400, zh: '不支持的消息类型', en: 'This type of frame is not known' },
  frame_too_large: { status: 413, zh: '消息过大', en: 'The frame is too large' },
  frame_too_many: { status: 429, zh: '发送过于频繁，请稍后再试', en: 'Too many frames, please slow down' },
} as const satisfies ErrorTable;
