import { DataTypes, Model, type CreationOptional, type InferAttributes, type InferCreationAttributes, type Sequelize } from 'sequelize';

/** A file of a user. */
export default class Upload extends Model<InferAttributes<Upload>, InferCreationAttributes<Upload>> {
  declare id: CreationOptional<number>;
  /** Names the file in its address and in the store. */
  declare uuid: string;
  declare ownerId: number;
  /** image, audio, video or file. */
  declare kind: string;
  /** By content. */
  declare type: string;
  declare ext: string;
  /** As its owner calls it; shown, never used. */
  declare name: string;
  declare size: number;
  declare width: CreationOptional<number | null>;
  declare height: CreationOptional<number | null>;
  /** 1: there is a smaller picture of it. */
  declare thumb: CreationOptional<number>;
  /** 1: an avatar, which anyone may see. */
  declare isPublic: CreationOptional<number>;
  declare createdAt: CreationOptional<number>;
  /** The file is gone or about to go. */
  declare deletedAt: CreationOptional<number | null>;

  static define(sequelize: Sequelize): typeof Upload {
    const attributes = {
      id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
      uuid: { type: DataTypes.CHAR(36), allowNull: false },
      ownerId: { type: DataTypes.BIGINT, allowNull: false },
      kind: { type: DataTypes.STRING(10), allowNull: false },
      type: { type: DataTypes.STRING(100), allowNull: false },
      ext: { type: DataTypes.STRING(10), allowNull: false },
      name: { type: DataTypes.STRING(255), allowNull: false },
      size: { type: DataTypes.BIGINT, allowNull: false },
      width: DataTypes.INTEGER,
      height: DataTypes.INTEGER,
      thumb: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 0 },
      isPublic: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 0 },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
      deletedAt: DataTypes.BIGINT,
    };
    return class extends Upload {}.init(attributes, { sequelize, modelName: 'upload' });
  }
}
