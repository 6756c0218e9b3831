'use strict';

const { Subscription } = require('egg');

module.exports = class Tick extends Subscription {
  static get schedule() {
    return { interval: 20, type: 'all' };
  }

  async subscribe() {
    this.app.ticks = (this.app.ticks ?? 0) + 1;
  }
};
