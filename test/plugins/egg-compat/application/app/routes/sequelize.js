'use strict';

module.exports = (app) => {
  app.router.post('/goods', async (ctx) => {
    await ctx.model.Good.sync();
    await ctx.model.Good.create({ name: ctx.request.body.name });
    ctx.body = await app.model.Good.findAll({ attributes: ['name'], raw: true });
  });
};
