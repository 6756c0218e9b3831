/** Failures of friend requests and lists of friends. */
export default {
  friend_self: { status: 400, zh: '不能添加自己为好友', en: 'You cannot add yourself as a friend' },
  friend_target_missing: { status: 404, zh: '添加的好友不存在', en: 'The user to add does not exist' },
  friend_exists: { status: 409, zh: '对方已经是您的好友', en: 'You are friends already' },
  application_pending: {
    status: 409,
    zh: '您已经申请过了，请勿重复申请',
    en: 'You have already sent a friend request. Please wait for the answer',
  },
  application_handled: { status: 404, zh: '申请不存在或已处理', en: 'This friend request does not exist or already has an answer' },
  application_not_found: { status: 404, zh: '用户申请信息不存在', en: 'This user has sent you no friend request' },
  friend_not_found: { status: 404, zh: '好友不存在', en: 'This friend does not exist' },
  not_friend: { status: 404, zh: '不是好友', en: 'You are not friends' },
  friend_unavailable: { status: 400, zh: '好友不存在或者被拉黑，无法操作', en: 'This user is not your friend, or is on your blacklist' },
  friend_required: { status: 403, zh: '不是好友关系，无权操作', en: 'You may do this with a friend only' },
  friend_approval_required: {
    status: 403,
    zh: '需要对方审核，不能自动加对方为好友',
    en: 'This user decides on friend requests. You cannot add them without an answer',
  },
} as const;
