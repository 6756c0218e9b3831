import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A user's refusal to hear from another. */
export default class Blacklist extends Model<InferAttributes<Blacklist>, InferCreationAttributes<Blacklist>> {
  declare userId: number;
  declare targetId: number;
  declare createdAt: CreationOptional<number>;

  static define(sequelize: Sequelize): typeof Blacklist {
    const attributes = {
      userId: { type: DataTypes.BIGINT, primaryKey: true },
      targetId: { type: DataTypes.BIGINT, primaryKey: true },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
    };
    return class extends Blacklist {}.init(attributes, { sequelize, modelName: 'blacklist' });
  }
}
