import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A conversation in which an erased account was named, or a group that it was taken out of. */
export default class ClosingPlace extends Model<InferAttributes<ClosingPlace>, InferCreationAttributes<ClosingPlace>> {
  declare userId: number;
  declare conversationId: number;
  /** 1: a group that is open still and is to be told. */
  declare isLeft: CreationOptional<number>;
  /** Who owns the group now, where that changed; 0 for nobody. */
  declare heirId: CreationOptional<number>;

  static define(sequelize: Sequelize): typeof ClosingPlace {
    const attributes = {
      userId: { type: DataTypes.BIGINT, primaryKey: true },
      conversationId: { type: DataTypes.BIGINT, primaryKey: true },
      isLeft: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 0 },
      heirId: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
    };
    return class extends ClosingPlace {}.init(attributes, { sequelize, modelName: 'closing_place' });
  }
}
