import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A code of a group or a user; see `app/ticket/store.ts` for what the columns hold. */
export default class Ticket extends Model<InferAttributes<Ticket>, InferCreationAttributes<Ticket>> {
  declare id: CreationOptional<number>;
  declare kind: 'group' | 'user';
  declare targetId: number;
  /** 0 in the row that counts how often all codes of a target were replaced. */
  declare makerId: number;
  declare isCurrent: CreationOptional<number | null>;
  declare generation: CreationOptional<number>;
  declare createdAt: CreationOptional<number>;
  declare expiresAt: CreationOptional<number>;
  declare maxUses: CreationOptional<number>;
  declare uses: CreationOptional<number>;
  declare scans: CreationOptional<number>;
  declare revokedAt: CreationOptional<number | null>;

  static define(sequelize: Sequelize): typeof Ticket {
    const attributes = {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      kind: { type: DataTypes.STRING(10), allowNull: false },
      targetId: { type: DataTypes.BIGINT, allowNull: false },
      makerId: { type: DataTypes.BIGINT, allowNull: false },
      isCurrent: DataTypes.SMALLINT,
      generation: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
      expiresAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      maxUses: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      uses: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      scans: { type: DataTypes.INTEGER, allowNull: false, defaultValue: 0 },
      revokedAt: DataTypes.BIGINT,
    };
    return class extends Ticket {}.init(attributes, { sequelize, modelName: 'ticket' });
  }
}
