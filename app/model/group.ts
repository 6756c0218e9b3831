import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A group; its id is that of its conversation, and its members are the conversation's. */
export default class Group extends Model<InferAttributes<Group>, InferCreationAttributes<Group>> {
  declare id: number;
  declare ownerId: number;
  declare name: string;
  /** The unique form of the name of a group that anyone may find; null for the others. */
  declare roomKey: CreationOptional<string | null>;
  /** What the name is found by, see `findKeyOf`. */
  declare findKey: CreationOptional<string>;
  declare avatar: CreationOptional<string>;
  /** The announcement. */
  declare remark: CreationOptional<string>;
  /** Who may join: 0 anyone, 1 whom the owner lets in, 2 visitors after signing in only. */
  declare inviteConfirm: CreationOptional<number>;
  /** 1: only the owner and admins may write. */
  declare isMuted: CreationOptional<number>;
  /** 0 banned, 1 open, 2 dissolved. */
  declare status: CreationOptional<number>;
  declare createdAt: CreationOptional<number>;
  declare updatedAt: CreationOptional<number>;
  /** ms; until then some code that was shown holds. */
  declare codeUntil: CreationOptional<number>;

  static define(sequelize: Sequelize): typeof Group {
    const attributes = {
      id: { type: DataTypes.BIGINT, primaryKey: true },
      ownerId: { type: DataTypes.BIGINT, allowNull: false },
      name: { type: DataTypes.STRING(50), allowNull: false },
      findKey: { type: DataTypes.STRING(1200), allowNull: false, defaultValue: '' },
      roomKey: DataTypes.STRING(190),
      avatar: { type: DataTypes.STRING(1000), allowNull: false, defaultValue: '' },
      remark: { type: DataTypes.STRING(500), allowNull: false, defaultValue: '' },
      inviteConfirm: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 0 },
      isMuted: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 0 },
      status: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 1 },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
      updatedAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
      codeUntil: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
    };
    // `group` is a word of SQL.
    return class extends Group {}.init(attributes, { sequelize, modelName: 'group', tableName: 'chat_group' });
  }
}
