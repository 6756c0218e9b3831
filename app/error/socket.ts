import type { ErrorTable } from './row.ts';

/** Failures told in band on a socket; the status is what the same failure would have over HTTP. */
export const SOCKET_ERRORS = {
  socket_token_missing: { status: 401, zh: '缺少 token 参数', en: 'The token parameter is missing' },
  socket_user_missing: { status: 401, zh: '用户不存在', en: 'This user does not exist' },
  socket_user_disabled: { status: 403, zh: '你已被管理员禁用', en: 'The administrator disabled your account' },
  socket_token_expired: { status: 401, zh: 'token 已过期', en: 'The token has expired' },
  socket_token_invalid: { status: 401, zh: 'Token 不合法', en: 'The token is not valid' },
  session_replaced: { status: 401, zh: '你的账号在其他设备登录', en: 'Somebody signed in to your account on another device' },
  session_ended: { status: 401, zh: '登录已失效，请重新登录', en: 'Your session has ended. Please sign in again' },
  token_changed: { status: 401, zh: '令牌已更换，请使用新的令牌', en: 'You have a new token. Please use that one' },
  socket_auth_late: { status: 401, zh: '没有及时验证身份', en: 'Your client did not send its token in time' },
  socket_connections: { status: 429, zh: '连接数量过多', en: 'There are too many connections' },
  socket_slow: { status: 503, zh: '接收过慢，请重新连接', en: 'Your client reads too slowly. Please connect again' },

  frame_malformed: { status: 400, zh: '消息格式不正确', en: 'The frame is not a valid JSON object' },
  frame_binary: { status: 400, zh: '不支持二进制消息', en: 'The server takes no binary frames' },
  frame_unknown: { status: 400, zh: '不支持的消息类型', en: 'The server does not know this type of frame' },
  frame_too_large: { status: 413, zh: '消息过大', en: 'The frame is too large' },
  frame_too_many: { status: 429, zh: '发送过于频繁，请稍后再试', en: 'Your client sends too many frames. Please slow down' },
} as const satisfies ErrorTable;
