import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A user's place in a conversation, with the cursors. */
export default class Member extends Model<InferAttributes<Member>, InferCreationAttributes<Member>> {
  declare userId: number;
  declare conversationId: number;
  /** The other user of a single conversation, else 0. */
  declare peerId: CreationOptional<number>;
  /** Everything up to here was acknowledged. */
  declare deliveredSeq: CreationOptional<number>;
  declare readSeq: CreationOptional<number>;
  /** What came before is not shown. */
  declare joinedSeq: CreationOptional<number>;
  /** 0 fresh, 1 the one free message is spent, 2 open. */
  declare quota: CreationOptional<number>;
  declare createdAt: CreationOptional<number>;

  static define(sequelize: Sequelize): typeof Member {
    const attributes = {
      userId: { type: DataTypes.BIGINT, primaryKey: true },
      conversationId: { type: DataTypes.BIGINT, primaryKey: true },
      peerId: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      deliveredSeq: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      readSeq: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      joinedSeq: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      quota: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 0 },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
    };
    return class extends Member {}.init(attributes, { sequelize, modelName: 'member' });
  }
}
