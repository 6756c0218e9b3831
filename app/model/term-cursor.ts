import { DataTypes, Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** How far a conversation has been read for its terms. */
export default class TermCursor extends Model<InferAttributes<TermCursor>, InferCreationAttributes<TermCursor>> {
  declare conversationId: number;
  declare seq: number;

  static define(sequelize: Sequelize): typeof TermCursor {
    const attributes = {
      conversationId: { type: DataTypes.BIGINT, primaryKey: true },
      seq: { type: DataTypes.BIGINT, allowNull: false },
    };
    return class extends TermCursor {}.init(attributes, { sequelize, modelName: 'term_cursor' });
  }
}
