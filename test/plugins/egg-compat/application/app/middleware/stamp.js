'use strict';

module.exports = ({ text }) =>
  async function stamp(ctx, next) {
    await next();
    ctx.set('X-Stamp', text);
    ctx.body = `${ctx.body}!`;
  };
