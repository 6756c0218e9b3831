'use strict';

module.exports = (app) => {
  app.router.get('/offers', (ctx) => {
    ctx.body = ['pen'];
  });
};
