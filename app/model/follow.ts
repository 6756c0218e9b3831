import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A user's wish to hear from another. */
export default class Follow extends Model<InferAttributes<Follow>, InferCreationAttributes<Follow>> {
  declare userId: number;
  declare targetId: number;
  declare createdAt: CreationOptional<number>;

  static define(sequelize: Sequelize): typeof Follow {
    const attributes = {
      userId: { type: DataTypes.BIGINT, primaryKey: true },
      targetId: { type: DataTypes.BIGINT, primaryKey: true },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
    };
    return class extends Follow {}.init(attributes, { sequelize, modelName: 'follow' });
  }
}
