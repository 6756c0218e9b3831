import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** An entry of the log that nodes follow, so that a kick which the bus lost arrives all the same. */
export default class Revocation extends Model<InferAttributes<Revocation>, InferCreationAttributes<Revocation>> {
  declare id: CreationOptional<number>;
  declare userId: number;
  /** Null: not a session ended, but something cached of the user changed; of the group in `reason` where the user is 0. */
  declare sessionId: CreationOptional<number | null>;
  declare reason: string;
  declare createdAt: CreationOptional<number>;

  static define(sequelize: Sequelize): typeof Revocation {
    const attributes = {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      userId: { type: DataTypes.BIGINT, allowNull: false },
      sessionId: DataTypes.BIGINT,
      reason: { type: DataTypes.STRING(20), allowNull: false },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
    };
    return class extends Revocation {}.init(attributes, { sequelize, modelName: 'revocation' });
  }
}
