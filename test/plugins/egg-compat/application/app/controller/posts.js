'use strict';

exports.index = async (ctx) => {
  ctx.body = ['one', 'two'];
};

exports.create = async (ctx) => {
  ctx.status = 201;
  ctx.body = ctx.request.body;
};
