import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A session that waits to be taken over on another device. */
export default class Handover extends Model<InferAttributes<Handover>, InferCreationAttributes<Handover>> {
  declare codeHash: string;
  declare sessionId: number;
  declare createdAt: CreationOptional<number>;
  declare expiresAt: number;

  static define(sequelize: Sequelize): typeof Handover {
    const attributes = {
      codeHash: { type: DataTypes.CHAR(64), primaryKey: true },
      sessionId: { type: DataTypes.BIGINT, allowNull: false },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
      expiresAt: { type: DataTypes.BIGINT, allowNull: false },
    };
    return class extends Handover {}.init(attributes, { sequelize, modelName: 'handover' });
  }
}
