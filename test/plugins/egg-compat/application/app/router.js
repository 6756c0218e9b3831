'use strict';

/** The routes of what is there: a test boots the application with one plugin, or with all. */
module.exports = (app) => {
  const { router, controller } = app;
  router.get('hello', '/hello/:name', 'home.hello');
  router.get('/stamped', controller.home.stamped);
  router.get('/foyer', controller.home.foyer);
  router.get('/refused', controller.home.refused);
  router.get('/broken', controller.home.broken);
  router.get('/asked', controller.home.asked);
  router.resources('/posts', controller.posts);
  for (const plugin of ['jwt', 'validate', 'valparams', 'session', 'redis', 'sequelize', 'i18n', 'view', 'cors', 'ratelimiter'])
    if (app.plugins[plugin]) require(`./routes/${plugin}`)(app);
  if (app.ws) app.ws.route('/echo', controller.home.echo);
  if (app.io) app.io.of('/').route('say', app.io.controller.chat.say);
};
