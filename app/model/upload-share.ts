import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A user sent a file to a conversation, whose members may open it since. */
export default class UploadShare extends Model<InferAttributes<UploadShare>, InferCreationAttributes<UploadShare>> {
  declare uploadId: number;
  declare conversationId: number;
  declare userId: number;
  declare createdAt: CreationOptional<number>;
  /** The latest message with it, as far as is known: who joined behind it does not open the file. */
  declare lastSeq: CreationOptional<number>;

  static define(sequelize: Sequelize): typeof UploadShare {
    const attributes = {
      uploadId: { type: DataTypes.BIGINT, primaryKey: true },
      conversationId: { type: DataTypes.BIGINT, primaryKey: true },
      userId: { type: DataTypes.BIGINT, primaryKey: true },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
      lastSeq: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
    };
    return class extends UploadShare {}.init(attributes, { sequelize, modelName: 'upload_share' });
  }
}
