/** What units say about tables: the rest is reached through `app.sql` and `app.model`. */
export { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';
export { SqlError, type Sql, type SqlErrorKind, type SqlRow, type SqlSession, type SqlValue } from '../../engine/sql.ts';
export type { Migration, MigrationContext } from './migration.ts';
export type { ModelsOf } from './model.ts';
