import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A conversation; the journal alone moves its seq and time. */
export default class Conversation extends Model<InferAttributes<Conversation>, InferCreationAttributes<Conversation>> {
  declare id: CreationOptional<number>;
  declare kind: 'single' | 'group' | 'system';
  /** `single:<smaller id>:<greater id>`, `group:<id>` or `system:<user id>`. */
  declare nameKey: string;
  declare lastSeq: CreationOptional<number>;
  /** Grows with every change of who may write. */
  declare aclVersion: CreationOptional<number>;
  /** Time of the last message; never goes back. */
  declare lastAt: CreationOptional<number>;
  declare createdAt: CreationOptional<number>;

  static define(sequelize: Sequelize): typeof Conversation {
    const attributes = {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      kind: { type: DataTypes.STRING(10), allowNull: false },
      nameKey: { type: DataTypes.STRING(64), allowNull: false },
      lastSeq: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      aclVersion: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      lastAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
    };
    return class extends Conversation {}.init(attributes, { sequelize, modelName: 'conversation' });
  }
}
