'use strict';

module.exports = (app) => {
  app.router.post('/order', (ctx) => {
    const { validate = ctx.validate } = app.replaced.validate ?? {};
    validate.call(ctx, { count: { type: 'int', min: 1 } });
    ctx.body = 'ordered';
  });
};
