import { z } from 'zod';
import { bool, rule, text } from '#validate';
import { PASSWORD_LENGTH } from '../../protocol/index.ts';
import { account, signUp } from '../answer/user.ts';
import { passwordForm } from '../account/password.ts';

const username = text({ zh: '账号', en: 'Username', min: 4, max: 20, pattern: /^\w+$/ });

/** Of a password that is held against what is stored: what may be set today was not always the same, and a letter may be typed as several. */
export const GIVEN = { max: 512 } as const;
/** Of a password that is to be. */
const NEW = { ...PASSWORD_LENGTH, form: passwordForm } as const;
const PASSWORD = { zh: '密码', en: 'Password' } as const;

/** What signing up takes. */
export const newCredentials = {
  username,
  password: text({ ...PASSWORD, ...NEW }),
  invitation: text({ zh: '邀请码', en: 'Invitation', max: 40, optional: true }),
};

/** What signing in takes. */
export const credentials = { username, password: text({ ...PASSWORD, ...GIVEN }) };

/** POST /api/regChat */
export const register = rule({ zh: '注册账号', en: 'Sign up', fields: newCredentials, answer: account });

/** GET /api/signup */
export const signup = rule({ zh: '注册方式', en: 'Tell who may sign up', in: 'query', fields: {}, answer: z.object({ signup: signUp }) });

/** POST /api/loginChat */
export const login = rule({ zh: '登录', en: 'Sign in', fields: credentials, answer: account });

/** POST /api/chat/setPassword */
export const setPassword = rule({
  zh: '修改密码',
  en: 'Change the password',
  fields: {
    oldpassword: text({ zh: '原始密码', en: 'Current password', ...GIVEN }),
    newpassword: text({ zh: '新密码', en: 'New password', ...NEW }),
    checknewpassword: text({ zh: '确认新密码', en: 'New password again', ...GIVEN, form: passwordForm }),
    renew: bool({ zh: '更换令牌', en: 'Also end this session and answer with a new one, like a sign-in', default: false }),
  },
  answer: z.union([z.literal('修改密码成功'), account]),
});

/** POST /api/chat/logout */
export const logout = rule({ zh: '退出登录', en: 'Sign out', fields: {}, answer: z.literal(true) });
