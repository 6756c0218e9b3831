import { definePlugin } from '#kernel';

/** Web push: browsers that are closed hear of messages too. */
export default definePlugin({
  name: 'push',
  path: import.meta.dirname,
  dependencies: ['sequelize', 'redis', 'jwt', 'validate', 'log'],
  feature: true,
});
