/** Failures of codes. A text that is none of ours is `ticket_invalid`, which the app says too where nobody makes codes. */
export default {
  code_group_forbidden: {
    status: 403,
    zh: '群不存在或被封禁或者您不在该群聊中',
    en: 'This group does not exist, is banned, or you are not a member',
  },
  code_user_unavailable: { status: 404, zh: '用户不存在或被封禁', en: 'This user does not exist or is disabled' },
  code_origin: { status: 400, zh: '二维码的网址不被允许', en: 'A code may not point to this address' },
  ticket_expired: { status: 400, zh: '二维码已过期', en: 'This code has expired' },
  ticket_revoked: { status: 400, zh: '二维码已作废', en: 'This code was revoked' },
  ticket_full: { status: 400, zh: '二维码的使用次数已用完', en: 'This code has no uses left' },
  code_limit: { status: 400, zh: '您创建的二维码数量已达到上限', en: 'You have as many open codes as one user may have' },
} as const;
