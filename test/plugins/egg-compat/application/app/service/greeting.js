'use strict';

module.exports = (app) =>
  class GreetingService extends app.Service {
    async of(name) {
      const { word, mark } = this.config.greeting;
      return `${word} ${name}${mark}`;
    }
  };
