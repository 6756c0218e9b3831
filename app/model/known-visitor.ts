import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A visitor whom the visited site knows by an id of its own. */
export default class KnownVisitor extends Model<InferAttributes<KnownVisitor>, InferCreationAttributes<KnownVisitor>> {
  declare externalId: string;
  declare userId: number;
  /** As the site tells it; '' where it does not. */
  declare email: CreationOptional<string>;
  declare createdAt: CreationOptional<number>;

  static define(sequelize: Sequelize): typeof KnownVisitor {
    const attributes = {
      externalId: { type: DataTypes.STRING(128), primaryKey: true },
      userId: { type: DataTypes.BIGINT, allowNull: false, unique: true },
      email: { type: DataTypes.STRING(254), allowNull: false, defaultValue: '' },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
    };
    return class extends KnownVisitor {}.init(attributes, { sequelize, modelName: 'known_visitor' });
  }
}
