import { defineNotices, PAGE } from '#app';

/** What is told of friends; to the published client as contract §7 has it. */
export default defineNotices({
  friends: { zh: '我们已经是好友了，可以开始聊天了', en: 'You are now friends. Say hello!' },
  friend_applied: {
    zh: '用户[{applicant}]申请添加您为好友，请尽快处理',
    en: '{applicant} wants to be your friend',
    plain: ({ applicant: { id, avatar } }) => ({
      type: 'text',
      from_id: `redirect-applyFriend-${id}`,
      from_name: '好友申请提醒',
      from_avatar: avatar,
      redirect: { url: PAGE.lists, type: 'navigateTo' },
    }),
  },
});
