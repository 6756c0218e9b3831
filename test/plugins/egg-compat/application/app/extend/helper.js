'use strict';

exports.shout = function shout(text) {
  return `${this.escape(text).toUpperCase()}!`;
};
