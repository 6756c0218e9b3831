import { int, rule, text, uuid } from '#validate';
import { account, lobby } from '../answer/user.ts';
import { credentials, newCredentials } from './account.ts';

const device = {
  deviceId: text({ zh: '设备指纹', en: 'Device id', min: 36, max: 200 }),
  timestamp: int({ zh: '时间戳', en: 'Timestamp' }),
};

/** GET /api/lobby/:uuid */
export const showLobby = rule({
  zh: '在线状态',
  en: 'Read what I need before I write to somebody',
  in: 'path',
  fields: { uuid: uuid({ zh: 'uuid值', en: 'User UUID' }) },
  answer: lobby,
});

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
  answer: account,
});

/** POST /api/visitorIdentify */
export const visitorIdentify = rule({
  zh: '网站认证的游客',
  en: 'Become the visitor whom the site knows',
  fields: {
    ...device,
    token: text({ zh: '用户身份令牌', en: 'Identity token', max: 8192 }),
  },
  answer: account,
});

/** POST /api/visitorregChat */
export const visitorUpgrade = rule({
  zh: '游客注册账号',
  en: 'Sign up as a visitor',
  fields: { ...newCredentials, ...device },
  answer: account,
});

/** POST /api/visitorloginChat */
export const visitorLogin = rule({
  zh: '游客登录账号',
  en: 'Sign in as a visitor',
  fields: { ...credentials, ...device },
  answer: account,
});
