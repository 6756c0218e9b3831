import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A message as it is stored. For reading: the journal alone writes messages. */
export default class Message extends Model<InferAttributes<Message>, InferCreationAttributes<Message>> {
  declare conversationId: number;
  declare seq: number;
  /** 0: the system. */
  declare senderId: number;
  /** 16 bytes. */
  declare clientId: Buffer;
  declare type: string;
  declare data: string;
  /** JSON text. */
  declare options: CreationOptional<string | null>;
  declare createdAt: number;

  static define(sequelize: Sequelize): typeof Message {
    const attributes = {
      conversationId: { type: DataTypes.BIGINT, primaryKey: true },
      seq: { type: DataTypes.BIGINT, primaryKey: true },
      senderId: { type: DataTypes.BIGINT, allowNull: false },
      clientId: { type: DataTypes.BLOB, allowNull: false },
      type: { type: DataTypes.STRING(16), allowNull: false },
      data: { type: DataTypes.TEXT('medium'), allowNull: false },
      options: DataTypes.TEXT,
      createdAt: { type: DataTypes.BIGINT, allowNull: false },
    };
    return class extends Message {}.init(attributes, { sequelize, modelName: 'message' });
  }
}
