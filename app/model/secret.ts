import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A secret that was made at the first start and that all nodes share. */
export default class Secret extends Model<InferAttributes<Secret>, InferCreationAttributes<Secret>> {
  declare name: string;
  declare value: string;
  declare createdAt: CreationOptional<number>;

  static define(sequelize: Sequelize): typeof Secret {
    const attributes = {
      name: { type: DataTypes.STRING(60), primaryKey: true },
      value: { type: DataTypes.TEXT, allowNull: false },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
    };
    return class extends Secret {}.init(attributes, { sequelize, modelName: 'secret' });
  }
}
