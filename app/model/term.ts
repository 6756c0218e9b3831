import { DataTypes, Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A term of a message, as search finds it. For reading: the indexer alone writes it. */
export default class Term extends Model<InferAttributes<Term>, InferCreationAttributes<Term>> {
  declare conversationId: number;
  declare term: string;
  declare seq: number;

  static define(sequelize: Sequelize): typeof Term {
    const attributes = {
      conversationId: { type: DataTypes.BIGINT, primaryKey: true },
      term: { type: DataTypes.STRING(32), primaryKey: true },
      seq: { type: DataTypes.BIGINT, primaryKey: true },
    };
    return class extends Term {}.init(attributes, { sequelize, modelName: 'term' });
  }
}
