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
  /** In a group: 0 member, 1 admin, 2 owner. */
  declare role: CreationOptional<number>;
  /** Name and picture in a group; '' where the user's own are used. */
  declare nickname: CreationOptional<string>;
  declare avatar: CreationOptional<string>;
  /** ms; the member may not write before. */
  declare mutedUntil: CreationOptional<number>;
  /** Who brought the member into the group, and by which ticket; 0 for nobody. */
  declare inviterId: CreationOptional<number>;
  declare ticketId: CreationOptional<number>;
  /** What the user has set for the conversation: flags, 0 or 1. */
  declare isPinned: CreationOptional<number>;
  declare isQuiet: CreationOptional<number>;
  declare isUnread: CreationOptional<number>;
  /** Seq of the last message that mentions the user; and up to which the conversation is hidden. */
  declare mentionSeq: CreationOptional<number>;
  declare hiddenSeq: CreationOptional<number>;
  /** What others are told of the read cursor. */
  declare shownSeq: CreationOptional<number>;
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
      role: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 0 },
      nickname: { type: DataTypes.STRING(20), allowNull: false, defaultValue: '' },
      avatar: { type: DataTypes.STRING(1000), allowNull: false, defaultValue: '' },
      mutedUntil: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      inviterId: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      ticketId: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      isPinned: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 0 },
      isQuiet: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 0 },
      isUnread: { type: DataTypes.SMALLINT, allowNull: false, defaultValue: 0 },
      mentionSeq: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      hiddenSeq: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      shownSeq: { type: DataTypes.BIGINT, allowNull: false, defaultValue: 0 },
      createdAt: { type: DataTypes.BIGINT, allowNull: false, defaultValue: Date.now },
    };
    return class extends Member {}.init(attributes, { sequelize, modelName: 'member' });
  }
}
