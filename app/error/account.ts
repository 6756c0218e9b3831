import type { ErrorTable } from './row.ts';

/** Failures of tokens, sign-up, login, visitors and one's own settings. */
export const ACCOUNT_ERRORS = {
  token_missing: { status: 401, zh: '您没有权限访问即时通讯接口', en: 'You need a token to use the chat interface' },
  token_expired: { status: 401, zh: 'Token已过期！请重新获取令牌', en: 'The token has expired, please get a new one' },
  token_invalid: { status: 401, zh: 'Token 令牌不合法！', en: 'The token is not valid' },
  token_replaced: { status: 401, zh: 'Token 令牌不合法！', en: 'The token was replaced by a later login' },
  user_missing: { status: 401, zh: '当前用户不存在或者已被禁用', en: 'Your account does not exist or is disabled' },
  user_disabled: { status: 401, zh: '当前用户不存在或者已被禁用', en: 'Your account does not exist or is disabled' },
  visitor_refused: {
    status: 403,
    zh: '您没有权限访问，请先注册或登录',
    en: 'You are not allowed to do this, please register or sign in first',
  },
  admin_required: { status: 403, zh: '您没有权限访问', en: 'You are not allowed to do this' },

  username_taken: { status: 409, zh: '该账号已存在，请换一个账号注册', en: 'This username is taken, please choose another' },
  credentials_wrong: { status: 400, zh: '账户或密码错误', en: 'Wrong username or password' },
  account_disabled: { status: 403, zh: '账号不存在或者被禁用', en: 'This account does not exist or is disabled' },
  signature_missing: { status: 403, zh: '非法访问', en: 'The request is not signed' },
  signature_wrong: { status: 403, zh: '非法签名', en: 'The signature is wrong' },
  signature_expired: { status: 403, zh: '请求已过期', en: 'The request has expired' },
  device_invalid: { status: 400, zh: '无效标识', en: 'The device id is not valid' },
  visitor_limited: { status: 429, zh: '请求过于频繁，请1个小时后再试', en: 'Too many requests, please try again in an hour' },
  handover_invalid: { status: 400, zh: '验证码不正确或已过期', en: 'This code is wrong, was used or has expired' },
  session_not_found: { status: 404, zh: '登录设备不存在', en: 'This session does not exist or has ended' },
  identity_closed: { status: 403, zh: '没有配置用户身份验证', en: 'Signed identities are not set up: VISITOR_IDENTITY_SECRET is missing' },
  identity_wrong: { status: 403, zh: '用户身份签名不正确', en: 'The signature of this identity is wrong' },
  push_endpoint: { status: 400, zh: '推送地址不正确', en: 'This is not the address of a push service' },
  user_not_found: { status: 404, zh: '用户不存在', en: 'This user does not exist' },

  username_fixed: { status: 400, zh: '账号不可修改', en: 'The username cannot be changed' },
  nickname_too_long: { status: 400, zh: '昵称长度不能超过30个字符', en: 'A nickname has at most 30 characters' },
  avatar_too_long: { status: 400, zh: '头像地址过长不能超过1000个字符', en: 'The address of an avatar has at most 1000 characters' },
  avatar_invalid: { status: 400, zh: '头像只能是网址或者上传的图片', en: 'An avatar is a web address or an uploaded picture' },
  invite_confirm_invalid: { status: 400, zh: '添加我为好友设置值错误', en: 'The setting for friend applications has a wrong value' },
  setting_target_missing: {
    status: 404,
    zh: '用户不存在或者为游客，无法加为好友',
    en: 'This user does not exist or is a visitor and cannot become a friend',
  },
  password_mismatch: { status: 400, zh: '新密码与确认新密码不一致', en: 'The two new passwords differ' },
  password_wrong: { status: 400, zh: '原始密码错误，无法修改密码', en: 'The current password is wrong, the password was not changed' },
  password_visitor: { status: 403, zh: '您未登录，无法修改密码', en: 'You are not signed in and have no password to change' },
  follow_self: { status: 400, zh: '不能关注自己', en: 'You cannot follow yourself' },
} as const satisfies ErrorTable;
