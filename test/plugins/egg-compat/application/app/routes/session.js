'use strict';

module.exports = (app) => {
  app.router.get('/visits', (ctx) => {
    ctx.session.visits = (ctx.session.visits ?? 0) + 1;
    ctx.body = { visits: ctx.session.visits };
  });
};
