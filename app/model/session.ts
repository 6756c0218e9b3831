import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';
import type { Role } from '../account/user.ts';

/** A login; ids are never given twice, and their order is that of the logins. */
export default class Session extends Model<InferAttributes<Session>, InferCreationAttributes<Session>> {
  declare id: CreationOptional<number>;
  declare userId: number;
  declare role: Role;
  declare createdAt: CreationOptional<number>;
  declare expiresAt: number;
  declare revokedAt: CreationOptional<number | null>;
  /** Why it ended before its time. */
  declare reason: CreationOptional<string | null>;
  /** The client's address and user agent, for people who look at their sessions. */
  declare address: CreationOptional<string>;
  declare agent: CreationOptional<string>;

  static define(sequelize: Sequelize): typeof Session {
    const attributes = {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      userId: { type: DataTypes.BIGINT, allowNull: false },
      role: { type: DataTypes.STRING(10), allowNull: false },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
      expiresAt: { type: DataTypes.BIGINT, allowNull: false },
      revokedAt: DataTypes.BIGINT,
      reason: DataTypes.STRING(20),
      address: { type: DataTypes.STRING(64), allowNull: false, defaultValue: '' },
      agent: { type: DataTypes.STRING, allowNull: false, defaultValue: '' },
    };
    return class extends Session {}.init(attributes, { sequelize, modelName: 'session' });
  }
}
