import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** An account that was closed and of which something is left to do. */
export default class Closing extends Model<InferAttributes<Closing>, InferCreationAttributes<Closing>> {
  declare userId: number;
  /** How often it was done as a whole. */
  declare round: CreationOptional<number>;
  /** ms; then it is done (again). */
  declare dueAt: number;

  static define(sequelize: Sequelize): typeof Closing {
    const attributes = {
      userId: { type: DataTypes.BIGINT, primaryKey: true },
      round: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 0 },
      dueAt: { type: DataTypes.BIGINT, allowNull: false },
    };
    return class extends Closing {}.init(attributes, { sequelize, modelName: 'closing' });
  }
}
