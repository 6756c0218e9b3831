import { rule, text } from '#validate';

const username = text({ zh: '账号', en: 'Username', min: 4, max: 20, pattern: /^\w+$/ });
const password = text({ zh: '密码', en: 'Password', min: 6, max: 20 });

/** What signing up and signing in have in common. */
export const credentials = { username, password };

/** POST /api/regChat */
export const register = rule({ zh: '注册账号', en: 'Sign up', fields: credentials });

/** POST /api/loginChat */
export const login = rule({ zh: '登录', en: 'Sign in', fields: credentials });

/** POST /api/chat/setPassword */
export const setPassword = rule({
  zh: '修改密码',
  en: 'Change the password',
  fields: {
    oldpassword: text({ zh: '原始密码', en: 'Current password', max: 100 }),
    newpassword: text({ zh: '新密码', en: 'New password', min: 6, max: 20 }),
    checknewpassword: text({ zh: '确认新密码', en: 'New password again', max: 100 }),
  },
});

/** POST /api/chat/logout */
export const logout = rule({ zh: '退出登录', en: 'Sign out', fields: {} });
