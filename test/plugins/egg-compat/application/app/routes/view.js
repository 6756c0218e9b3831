'use strict';

module.exports = (app) => {
  app.router.get('/goods.html', async (ctx) => {
    ctx.locals = { title: 'Goods' };
    await ctx.render('goods.html', { goods: ['pen', '<ink>'] });
  });
};
