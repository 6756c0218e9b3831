'use strict';

module.exports = (app) => {
  app.router.get('/page', (ctx) => {
    ctx.validate({ page: { type: 'int', required: true, range: { min: 1 } } });
    ctx.body = ctx.paramResult.query;
  });
};
