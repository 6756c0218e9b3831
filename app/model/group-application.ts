import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** Somebody asks to join a group; who asks again asks in the same row. */
export default class GroupApplication extends Model<InferAttributes<GroupApplication>, InferCreationAttributes<GroupApplication>> {
  declare id: CreationOptional<number>;
  declare groupId: number;
  /** Who would join. */
  declare userId: number;
  /** Who invited them, else 0; and the ticket they came with, else 0. */
  declare inviterId: CreationOptional<number>;
  declare ticketId: CreationOptional<number>;
  declare note: CreationOptional<string>;
  declare status: string;
  /** Who decided, else 0. */
  declare handlerId: CreationOptional<number>;
  declare createdAt: CreationOptional<number>;
  declare updatedAt: CreationOptional<number>;

  static define(sequelize: Sequelize): typeof GroupApplication {
    const attributes = {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      groupId: { type: DataTypes.BIGINT, allowNull: false },
      userId: { type: DataTypes.BIGINT, allowNull: false },
      inviterId: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      ticketId: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      note: { type: DataTypes.STRING(500), allowNull: false, defaultValue: '' },
      status: { type: DataTypes.STRING(10), allowNull: false },
      handlerId: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
      updatedAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
    };
    return class extends GroupApplication {}.init(attributes, { sequelize, modelName: 'group_application' });
  }
}
