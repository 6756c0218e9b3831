'use strict';

module.exports = () => async (ctx, next) => {
  ctx.socket.emit('greeting', 'hello');
  await next();
};
