/** Failures of this plugin. */
export default {
  erase_password_wrong: { status: 400, zh: '密码错误，账号没有注销', en: 'The password is wrong. Your account was not erased' },
} as const;
