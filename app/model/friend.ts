import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** What a user's friend list says of one friend; the friend's own list has a row of its own. */
export default class Friend extends Model<InferAttributes<Friend>, InferCreationAttributes<Friend>> {
  declare id: CreationOptional<number>;
  declare userId: number;
  declare friendId: number;
  /** The owner's name for the friend, shown to nobody else. */
  declare remark: CreationOptional<string>;
  /** Flags, 0 or 1: marked with a star; the friend may see the owner's moments; the owner sees the friend's. */
  declare isStar: CreationOptional<number>;
  declare lookMe: CreationOptional<number>;
  declare lookFriend: CreationOptional<number>;
  declare createdAt: CreationOptional<number>;
  /** What the remark is sorted by, see `nameKey`; '' until a list needs it. */
  declare remarkKey: CreationOptional<string>;

  static define(sequelize: Sequelize): typeof Friend {
    const attributes = {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      userId: { type: DataTypes.BIGINT, allowNull: false },
      friendId: { type: DataTypes.BIGINT, allowNull: false },
      remark: { type: DataTypes.STRING(50), allowNull: false, defaultValue: '' },
      isStar: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 0 },
      lookMe: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 1 },
      lookFriend: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 1 },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
      remarkKey: { type: DataTypes.STRING(190), allowNull: false, defaultValue: '' },
    };
    return class extends Friend {}.init(attributes, { sequelize, modelName: 'friend' });
  }
}
