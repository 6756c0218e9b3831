'use strict';

module.exports = () =>
  class ChatController {
    constructor(ctx) {
      this.ctx = ctx;
    }

    async say() {
      const { socket, args } = this.ctx;
      socket.emit('said', `${args[0]}!`);
    }
  };
