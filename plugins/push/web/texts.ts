import { area } from '../../../web/i18n/area.ts';

/** Being told of messages while the browser is closed. */
export default area({
  zh: {
    title: '通知',
    label: '新消息通知',
    hint: '关闭页面后，也会在此设备上收到新消息通知。免打扰的会话只提醒 @我 的消息。',
    missing: '此浏览器不支持通知。在 iPhone 上，请先将本应用添加到主屏幕。',
    denied: '通知已被浏览器阻止。请在浏览器的网站设置中允许通知，然后重试。',
    failed: '暂时无法开启通知，请稍后再试。',
    on: '通知已开启',
    off: '通知已关闭',
  },
  en: {
    title: 'Notifications',
    label: 'Notify me of new messages',
    hint: 'On this device, also when the page is closed. A muted chat notifies you only when you are mentioned.',
    missing: 'This browser cannot show notifications. On an iPhone, add this app to the home screen first.',
    denied: 'The browser blocks notifications. Allow them in its settings for this site, then try again.',
    failed: 'Notifications cannot be turned on right now. Please try again later.',
    on: 'Notifications are on',
    off: 'Notifications are off',
  },
});
