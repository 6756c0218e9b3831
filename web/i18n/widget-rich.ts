import { area } from './area.ts';
import { plate } from './plate.ts';

/** What a message shows that is no text, in the visitor's panel. */
export const widgetRich = area({
  zh: {
    ...plate.zh,
    audio: '语音',
    count: '共 {n} 条',
    unknown: '此处无法显示这种消息',
    open: '打开图片',
    fileGone: '文件无法打开',
    foreign: '位于 {host}',
    uploading: '正在上传 {name}：{n}%',
    uploadFailed: '{name} 没有上传',
    quoteRecalled: '引用的消息已撤回',
    quoteUnknown: '引用的消息无法显示',
  },
  en: {
    ...plate.en,
    audio: 'Voice message',
    count: 'Messages: {n}',
    unknown: 'This kind of message cannot be shown here',
    open: 'Open the picture',
    fileGone: 'This file cannot be opened',
    foreign: 'on {host}',
    uploading: 'Uploading {name}: {n}%',
    uploadFailed: '{name} was not uploaded',
    quoteRecalled: 'The quoted message was taken back',
    quoteUnknown: 'The quoted message cannot be shown',
  },
});
