import { addColumns, createTables, dropColumns, dropTables, type Addition, type Schema, type Table } from '../schema/table.ts';

const TABLES: readonly Table[] = [
  {
    // A group is its conversation: both have one id.
    name: 'chat_group',
    columns: `id BIGINT NOT NULL PRIMARY KEY,
      owner_id BIGINT NOT NULL,
      name VARCHAR(50) NOT NULL,
      room_key VARCHAR(190) $EXACT NULL UNIQUE,
      avatar VARCHAR(1000) NOT NULL DEFAULT '',
      remark VARCHAR(500) NOT NULL DEFAULT '',
      invite_confirm SMALLINT NOT NULL DEFAULT 0,
      is_muted SMALLINT NOT NULL DEFAULT 0,
      status SMALLINT NOT NULL DEFAULT 1,
      created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL`,
    keys: { chat_group_owner: 'owner_id, status' },
  },
  {
    // One row per pair: who asks again asks in the same row.
    name: 'group_application',
    columns: `id $ID,
      group_id BIGINT NOT NULL,
      user_id BIGINT NOT NULL,
      inviter_id BIGINT NOT NULL DEFAULT 0,
      ticket_id BIGINT NOT NULL DEFAULT 0,
      note VARCHAR(500) NOT NULL DEFAULT '',
      status VARCHAR(10) NOT NULL,
      handler_id BIGINT NOT NULL DEFAULT 0,
      created_at BIGINT NOT NULL,
      updated_at BIGINT NOT NULL,
      UNIQUE (group_id, user_id)`,
    keys: { group_application_user: 'user_id' },
  },
];

const MEMBER: Addition = {
  table: 'member',
  columns: {
    // In a group: 0 member, 1 admin, 2 owner.
    role: 'SMALLINT NOT NULL DEFAULT 0',
    nickname: `VARCHAR(20) NOT NULL DEFAULT ''`,
    avatar: `VARCHAR(1000) NOT NULL DEFAULT ''`,
    muted_until: 'BIGINT NOT NULL DEFAULT 0',
    inviter_id: 'BIGINT NOT NULL DEFAULT 0',
    ticket_id: 'BIGINT NOT NULL DEFAULT 0',
    // The owner's settings of a conversation, whatever its kind.
    is_pinned: 'SMALLINT NOT NULL DEFAULT 0',
    is_quiet: 'SMALLINT NOT NULL DEFAULT 0',
    is_unread: 'SMALLINT NOT NULL DEFAULT 0',
    mention_seq: 'BIGINT NOT NULL DEFAULT 0',
    hidden_seq: 'BIGINT NOT NULL DEFAULT 0',
  },
};

/** Groups, who asks to join them, and what members have set for themselves. */
export default {
  async up(schema: Schema): Promise<void> {
    await createTables(schema, TABLES);
    await addColumns(schema, MEMBER);
  },

  async down(schema: Schema): Promise<void> {
    await dropColumns(schema, MEMBER);
    await dropTables(schema, TABLES);
  },
};
