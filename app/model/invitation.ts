import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A code by which one account is made. */
export default class Invitation extends Model<InferAttributes<Invitation>, InferCreationAttributes<Invitation>> {
  declare codeHash: string;
  declare createdAt: CreationOptional<number>;
  declare expiresAt: number;

  static define(sequelize: Sequelize): typeof Invitation {
    const attributes = {
      codeHash: { type: DataTypes.CHAR(64), primaryKey: true },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
      expiresAt: { type: DataTypes.BIGINT, allowNull: false },
    };
    return class extends Invitation {}.init(attributes, { sequelize, modelName: 'invitation' });
  }
}
