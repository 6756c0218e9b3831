'use strict';

const path = require('node:path');

module.exports = (appInfo) => ({
  middleware: ['stamp'],
  greeting: { word: 'hello', mark: '!' },
  stamp: { match: '/stamped', text: `from ${appInfo.name}` },
  cors: { origin: 'https://partner.example', credentials: true },
  jwt: { secret: 'a secret of the shop, for its own tokens alone' },
  i18n: { defaultLocale: 'en-US' },
  ratelimiter: { router: [{ path: '/limited', max: 2, time: '60s', message: 'slow down' }] },
  static: { prefix: '/files/', dir: path.join(appInfo.baseDir, 'app/public') },
  valparams: { throwError: true },
  view: { mapping: { '.html': 'nunjucks' } },
  io: { init: { path: '/talk' }, namespace: { '/': { connectionMiddleware: ['greet'], packetMiddleware: [] } } },
});
