/** The plugins that the app cannot do without, whatever an installation switches off. */
export default ['log', 'metrics', 'sequelize', 'redis', 'jwt', 'storage', 'validate', 'websocket', 'page', 'schedule'] as const;
