import { DataTypes, Model, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A notice names a user, or is for one: an erasure finds it by this. */
export default class NoticePerson extends Model<InferAttributes<NoticePerson>, InferCreationAttributes<NoticePerson>> {
  declare userId: number;
  declare conversationId: number;
  declare seq: number;

  static define(sequelize: Sequelize): typeof NoticePerson {
    const attributes = {
      userId: { type: DataTypes.BIGINT, primaryKey: true },
      conversationId: { type: DataTypes.BIGINT, primaryKey: true },
      seq: { type: DataTypes.BIGINT, primaryKey: true },
    };
    return class extends NoticePerson {}.init(attributes, { sequelize, modelName: 'notice_person' });
  }
}
