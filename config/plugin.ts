import code from '../plugins/code/plugin.ts';
import eggCompat from '../plugins/egg-compat/plugin.ts';
import file from '../plugins/file/plugin.ts';
import friend from '../plugins/friend/plugin.ts';
import jwt from '../plugins/jwt/plugin.ts';
import log from '../plugins/log/plugin.ts';
import metrics from '../plugins/metrics/plugin.ts';
import page from '../plugins/page/plugin.ts';
import privacy from '../plugins/privacy/plugin.ts';
import push from '../plugins/push/plugin.ts';
import qrcode from '../plugins/qrcode/plugin.ts';
import redis from '../plugins/redis/plugin.ts';
import schedule from '../plugins/schedule/plugin.ts';
import search from '../plugins/search/plugin.ts';
import sequelize from '../plugins/sequelize/plugin.ts';
import storage from '../plugins/storage/plugin.ts';
import validate from '../plugins/validate/plugin.ts';
import websocket from '../plugins/websocket/plugin.ts';

/** The plugins, in the order they load where their dependencies leave it open. */
export default {
  log,
  metrics,
  sequelize,
  redis,
  jwt,
  storage,
  validate,
  websocket,
  page,
  qrcode,
  schedule,
  friend,
  push,
  code,
  file,
  privacy,
  search,
  eggCompat,
};
