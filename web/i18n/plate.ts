import { area } from './area.ts';

/** What stands on pictures, links, cards and the like, wherever they are shown. */
export const plate = area({
  zh: {
    image: '图片',
    video: '视频',
    file: '文件',
    link: '链接',
    news: '图文',
    userCard: '个人名片',
    groupCard: '群名片',
    packet: '红包',
    packetMemo: '恭喜发财',
    packetNote: '仅作消息展示，不涉及资金',
    merged: '聊天记录',
  },
  en: {
    image: 'Picture',
    video: 'Video',
    file: 'File',
    link: 'Link',
    news: 'Article',
    userCard: 'Contact card',
    groupCard: 'Group card',
    packet: 'Red packet',
    packetMemo: 'Best wishes',
    packetNote: 'A message only: no money moves',
    merged: 'Chat history',
  },
});
