import type { ErrorTable } from './row.ts';

/** Failures of sending, recalling and reading history. */
export const MESSAGE_ERRORS = {
  recipient_unavailable: { status: 404, zh: '对方不存在或者被禁用，不能发消息', en: 'The recipient does not exist or is disabled' },
  message_self: { status: 400, zh: '不能给自己发消息', en: 'You cannot write to yourself' },
  blocked: { status: 400, zh: '对方把你拉黑了，不能发送消息', en: 'The recipient has blocked you' },
  follow_required: { status: 400, zh: '需要先关注对方才能发送消息', en: 'Please follow the recipient before you write' },
  login_required: { status: 400, zh: '对方设置成：需要您先登录才能发消息', en: 'The recipient takes messages from signed-in users only' },
  friendship_required: {
    status: 400,
    zh: '对方设置成：需要您先成为他的好友才能发消息',
    en: 'The recipient takes messages from friends only',
  },
  quota_used: {
    status: 400,
    zh: '在成为好友之前，对方只允许向他发一条消息',
    en: 'The recipient takes one message from you until you are friends',
  },
  message_refused: { status: 400, zh: '消息被拒绝，不能发送', en: 'The server did not accept this message' },
  content_invalid: { status: 400, zh: '消息内容不正确：{desc}', en: 'The content of the message is wrong: {desc}' },
  quote_invalid: { status: 400, zh: '引用的消息不存在或已撤回', en: 'The message that you quote does not exist or was recalled' },
  mention_all_forbidden: { status: 403, zh: '只有群主或管理员才能@所有人', en: 'Only the owner and admins can mention everybody' },

  conversation_not_found: { status: 404, zh: '会话不存在', en: 'This conversation does not exist' },
  message_not_found: { status: 404, zh: '消息不存在', en: 'This message does not exist' },
  recall_late: { status: 400, zh: '消息超过{minutes}分钟，不能撤回', en: 'You can recall a message within {minutes} minutes only' },
  recall_forbidden: { status: 403, zh: '无权撤回', en: 'You may not recall this message' },

  files_off: { status: 400, zh: '本站不能发送文件和图片', en: 'This server takes no files or pictures' },
} as const satisfies ErrorTable;
