import type { Application, Boot } from '#kernel';
import type { SqlRow } from '../../../../engine/sql.ts';

/** Reads the rows as they are. */
export default class FriendsBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  didLoad(): void {
    this.#app.friends.entrust({
      listed: 'SELECT 1 FROM friend WHERE user_id = ? AND friend_id = ?',
      behind: async (tx, userId, rowIds) => {
        const rows = await tx.query('SELECT id, friend_id FROM friend WHERE user_id = ?', [userId]);
        const asked = rows.filter((row) => rowIds.includes(Number(row['id'])));
        return new Map(asked.map((row) => [Number(row['id']), friendOf(row)]));
      },
      remarks: async (sql, userId, friendIds) => {
        const rows = await sql.query(`SELECT friend_id, remark FROM friend WHERE user_id = ? AND remark <> ''`, [userId]);
        const asked = rows.filter((row) => friendIds.includes(friendOf(row)));
        return new Map(asked.map((row) => [friendOf(row), String(row['remark'])]));
      },
      shunned: () => Promise.resolve(),
    });
  }
}

function friendOf(row: SqlRow): number {
  return Number(row['friend_id']);
}
