'use strict';

module.exports = { welcome: '欢迎，%s' };
