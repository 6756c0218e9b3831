import type { ListSection } from './section.ts';

const USER = 'u.username AS username, u.nickname AS nickname';

/** What the app keeps of a user beside the account and the messages. Of others only what the user sees anyway; no secret of anybody. */
export const LISTS: readonly ListSection[] = [
  {
    name: 'sessions',
    sql: `SELECT id AS page_key, role, created_at, expires_at, revoked_at, reason, address, agent FROM session
          WHERE user_id = ? AND id > ? ORDER BY id LIMIT ?`,
  },
  {
    name: 'rights',
    sql: `SELECT 1 AS page_key, code, created_at FROM user_right WHERE user_id = ? AND 0 >= ? ORDER BY code LIMIT ?`,
  },
  {
    // What the visited site says of its visitor.
    name: 'site_identity',
    sql: `SELECT user_id AS page_key, external_id, email, created_at FROM known_visitor WHERE user_id = ? AND user_id > ? LIMIT ?`,
  },
  {
    name: 'blacklist',
    sql: `SELECT b.target_id AS page_key, b.target_id AS user_id, ${USER}, b.created_at
          FROM blacklist b JOIN user u ON u.id = b.target_id WHERE b.user_id = ? AND b.target_id > ? ORDER BY b.target_id LIMIT ?`,
  },
  {
    name: 'follows',
    sql: `SELECT f.target_id AS page_key, f.target_id AS user_id, ${USER}, f.created_at
          FROM follow f JOIN user u ON u.id = f.target_id WHERE f.user_id = ? AND f.target_id > ? ORDER BY f.target_id LIMIT ?`,
  },
  {
    name: 'groups',
    sql: `SELECT k.conversation_id AS page_key, k.conversation_id AS id, g.name, g.status, k.role, k.nickname, k.avatar, k.muted_until,
                 k.inviter_id, k.created_at AS joined_at
          FROM member k JOIN chat_group g ON g.id = k.conversation_id
          WHERE k.user_id = ? AND k.conversation_id > ? ORDER BY k.conversation_id LIMIT ?`,
  },
  {
    name: 'group_applications',
    // The name where it was told.
    sql: `SELECT a.id AS page_key, a.group_id,
                 CASE WHEN a.status = 'agree' OR g.room_key IS NOT NULL OR a.inviter_id <> 0 OR a.ticket_id <> 0 THEN g.name ELSE '' END AS name, a.note, a.status, a.created_at, a.updated_at
          FROM group_application a JOIN chat_group g ON g.id = a.group_id WHERE a.user_id = ? AND a.id > ? ORDER BY a.id LIMIT ?`,
  },
  {
    name: 'group_applications_received',
    sql: `SELECT a.id AS page_key, a.group_id, a.user_id, ${USER}, a.note, a.status, a.created_at, a.updated_at
          FROM chat_group g JOIN group_application a ON a.group_id = g.id JOIN user u ON u.id = a.user_id
          WHERE g.owner_id = ? AND a.id > ? ORDER BY a.id LIMIT ?`,
  },
  {
    // What is kept of groups that were left.
    name: 'group_marks',
    sql: `SELECT group_id AS page_key, group_id, muted_until, banned_at FROM group_mark
          WHERE user_id = ? AND group_id > ? ORDER BY group_id LIMIT ?`,
  },
];
