'use strict';

module.exports = (app) => {
  app.router.get('/limited', (ctx) => {
    ctx.body = 'served';
  });
};
