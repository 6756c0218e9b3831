'use strict';

module.exports = (app) => {
  app.router.get('/stock', async (ctx) => {
    await app.redis.incr('stock');
    ctx.body = await app.redis.get('stock');
  });
};
