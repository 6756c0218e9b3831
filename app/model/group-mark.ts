import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** What stays of somebody who left a group or was removed from it. */
export default class GroupMark extends Model<InferAttributes<GroupMark>, InferCreationAttributes<GroupMark>> {
  declare groupId: number;
  declare userId: number;
  /** ms; who comes back is muted until then. */
  declare mutedUntil: CreationOptional<number>;
  /** ms; 0: may come back. */
  declare bannedAt: CreationOptional<number>;
  declare bannedBy: CreationOptional<number>;

  static define(sequelize: Sequelize): typeof GroupMark {
    const attributes = {
      groupId: { type: DataTypes.BIGINT, primaryKey: true },
      userId: { type: DataTypes.BIGINT, primaryKey: true },
      mutedUntil: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      bannedAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      bannedBy: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
    };
    return class extends GroupMark {}.init(attributes, { sequelize, modelName: 'group_mark' });
  }
}
