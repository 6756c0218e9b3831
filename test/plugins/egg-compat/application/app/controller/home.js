'use strict';

const { Controller } = require('egg');

module.exports = class HomeController extends Controller {
  async hello() {
    const { ctx } = this;
    ctx.body = {
      text: await ctx.service.greeting.of(ctx.params.name),
      path: ctx.helper.pathFor('hello', { name: 'ann' }),
      query: ctx.query.q,
    };
  }

  async stamped() {
    this.ctx.body = 'stamped';
  }

  /** What is Foyer's is reached by its name. */
  async foyer() {
    this.ctx.body = await this.app.foyer.sql.query('SELECT COUNT(*) AS users FROM user');
  }

  async refused() {
    this.ctx.throw(409, 'sold out', { code: 'sold_out', errors: ['pen'] });
  }

  async broken() {
    throw new Error('a secret of the shop');
  }

  async asked() {
    const { data, status } = await this.ctx.curl(`${this.ctx.origin}/hello/bob`, { dataType: 'json', data: { q: 'a b' } });
    this.ctx.body = { status, text: data.text, query: data.query };
  }

  async echo() {
    const { websocket } = this.ctx;
    websocket.on('message', (message) => websocket.send(`you said ${message}`));
  }
};
