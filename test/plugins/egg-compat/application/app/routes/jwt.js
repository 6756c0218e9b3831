'use strict';

module.exports = (app) => {
  app.router.get('/token', (ctx) => {
    ctx.body = app.jwt.sign({ name: 'ann' });
  });
  app.router.get('/private', app.jwt, (ctx) => {
    ctx.body = ctx.state.user.name;
  });
};
