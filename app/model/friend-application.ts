import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A user's wish to be friends with another; who asks again asks in the same row. */
export default class FriendApplication extends Model<InferAttributes<FriendApplication>, InferCreationAttributes<FriendApplication>> {
  declare id: CreationOptional<number>;
  declare userId: number;
  declare targetId: number;
  declare status: 'pending' | 'agree' | 'refuse' | 'ignore';
  /** What the applicant will call the other, shown to nobody else. */
  declare remark: CreationOptional<string>;
  /** The applicant's words to the other. */
  declare note: CreationOptional<string>;
  declare createdAt: CreationOptional<number>;
  declare updatedAt: CreationOptional<number>;

  static define(sequelize: Sequelize): typeof FriendApplication {
    const attributes = {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      userId: { type: DataTypes.BIGINT, allowNull: false },
      targetId: { type: DataTypes.BIGINT, allowNull: false },
      status: { type: DataTypes.STRING(10), allowNull: false },
      remark: { type: DataTypes.STRING(50), allowNull: false, defaultValue: '' },
      note: { type: DataTypes.STRING(200), allowNull: false, defaultValue: '' },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
      updatedAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
    };
    return class extends FriendApplication {}.init(attributes, { sequelize, modelName: 'friend_application' });
  }
}
