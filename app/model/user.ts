import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';
import type { Role } from '../cache.ts';

/** An account: a visitor, a registered user or an administrator. */
export default class User extends Model<InferAttributes<User>, InferCreationAttributes<User>> {
  declare id: CreationOptional<number>;
  declare uuid: CreationOptional<string>;
  declare username: string;
  /** The username in lower case, by which accounts differ. */
  declare usernameKey: string;
  /** Null for visitors, who sign in by their token only. */
  declare passwordHash: CreationOptional<string | null>;
  declare nickname: CreationOptional<string>;
  declare avatar: CreationOptional<string>;
  declare role: Role;
  /** 1 enabled, 0 disabled, 2 locked; only 1 is open. */
  declare status: CreationOptional<number>;
  declare deviceId: CreationOptional<string | null>;
  /** JSON text, see `readChatset`. */
  declare chatset: CreationOptional<string | null>;
  /** 1: friend applications wait for an answer; 0: they are granted at once. */
  declare inviteConfirm: CreationOptional<number>;
  /** 1: friends see whether the user is online. */
  declare showPresence: CreationOptional<number>;
  /** 1: everybody sees the personal part of the profile, not friends alone. */
  declare showProfile: CreationOptional<number>;
  /** JSON text, see `readProfile`. */
  declare profile: CreationOptional<string | null>;
  declare createdAt: CreationOptional<number>;
  declare updatedAt: CreationOptional<number>;
  declare loginAt: CreationOptional<number | null>;
  /** What the name shown is sorted by, see `nameKey`; '' until a list needs it. */
  declare nameKey: CreationOptional<string>;
  /** What the names are found by, see `findKeyOf`. */
  declare findKey: CreationOptional<string>;

  static define(sequelize: Sequelize): typeof User {
    const attributes = {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      uuid: { type: DataTypes.CHAR(36), allowNull: false, defaultValue: DataTypes.UUIDV4 },
      username: { type: DataTypes.STRING(20), allowNull: false },
      usernameKey: { type: DataTypes.STRING(20), allowNull: false },
      passwordHash: DataTypes.STRING,
      nickname: { type: DataTypes.STRING(60), allowNull: false, defaultValue: '' },
      avatar: { type: DataTypes.STRING(1000), allowNull: false, defaultValue: '' },
      role: { type: DataTypes.STRING(10), allowNull: false },
      status: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 1 },
      deviceId: DataTypes.CHAR(36),
      chatset: DataTypes.TEXT,
      inviteConfirm: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 1 },
      showPresence: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 1 },
      showProfile: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 0 },
      profile: DataTypes.TEXT,
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
      updatedAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
      loginAt: DataTypes.BIGINT,
      nameKey: { type: DataTypes.STRING(190), allowNull: false, defaultValue: '' },
      findKey: { type: DataTypes.STRING(1200), allowNull: false, defaultValue: '' },
    };
    return class extends User {}.init(attributes, { sequelize, modelName: 'user' });
  }
}
