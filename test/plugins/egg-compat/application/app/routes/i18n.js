'use strict';

module.exports = (app) => {
  app.router.get('/welcome', (ctx) => {
    ctx.body = ctx.__('welcome', 'ann');
  });
};
