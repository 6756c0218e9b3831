'use strict';

/** Writes down in which order Egg calls. */
module.exports = class ShopBoot {
  constructor(app) {
    this.app = app;
    app.order = [];
  }

  configWillLoad() {
    this.app.order.push('configWillLoad');
  }

  configDidLoad() {
    this.app.order.push('configDidLoad');
    this.app.beforeStart(async () => this.app.order.push('beforeStart'));
    this.app.messenger.once('egg-ready', () => this.app.order.push('egg-ready'));
    this.app.ready(() => this.app.order.push('ready'));
  }

  async didLoad() {
    this.app.order.push('didLoad');
  }

  async willReady() {
    this.app.order.push('willReady');
  }

  async didReady() {
    this.app.order.push('didReady');
  }

  async serverDidReady() {
    this.app.order.push('serverDidReady');
  }

  async beforeClose() {
    this.app.order.push('beforeClose');
  }
};
