'use strict';

module.exports = { welcome: 'Welcome, %s' };
