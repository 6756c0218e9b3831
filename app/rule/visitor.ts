import { int, rule, text } from '#validate';
import { credentials } from './account.ts';

const device = {
  deviceId: text({ zh: '设备指纹', en: 'Device id', min: 36, max: 200 }),
  timestamp: int({ zh: '时间戳', en: 'Timestamp' }),
};

/** POST /api/visitorRegister */
export const visitorRegister = rule({
  zh: '游客身份',
  en: 'Become a visitor',
  fields: {
    ...device,
    uniplatform: text({ zh: '平台类型', en: 'Platform', max: 50, optional: true }),
    devicemodel: text({ zh: '设备型号', en: 'Device model', max: 50, optional: true }),
    deviceos: text({ zh: '操作系统', en: 'Operating system', max: 50, optional: true }),
    devicebrand: text({ zh: '设备品牌', en: 'Device brand', max: 50, optional: true }),
  },
});

/** POST /api/visitorIdentify */
export const visitorIdentify = rule({
  zh: '网站认证的游客',
  en: 'Be the visitor whom the site knows',
  fields: {
    ...device,
    externalId: text({ zh: '用户标识', en: 'External id', max: 128 }),
    signature: text({ zh: '签名', en: 'Signature', min: 64, max: 64, pattern: /^[0-9a-f]+$/i }),
    nickname: text({ zh: '昵称', en: 'Nickname', max: 30, optional: true }),
    avatar: text({ zh: '头像', en: 'Picture', max: 1000, optional: true }),
  },
});

/** POST /api/visitorregChat */
export const visitorUpgrade = rule({ zh: '游客注册账号', en: 'Sign up as a visitor', fields: { ...credentials, ...device } });

/** POST /api/visitorloginChat */
export const visitorLogin = rule({ zh: '游客登录账号', en: 'Sign in as a visitor', fields: { ...credentials, ...device } });
