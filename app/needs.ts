/** The plugins that the app cannot do without, whatever an installation switches off. */
export default ['log', 'metrics', 'sequelize', 'redis', 'jwt', 'validate', 'websocket', 'page', 'schedule'] as const;
