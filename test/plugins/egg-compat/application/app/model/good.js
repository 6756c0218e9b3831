'use strict';

module.exports = (app) => app.model.define('good', { name: app.Sequelize.STRING(60) });
