import { randomBytes } from 'node:crypto';
import { SqlError, type Sql } from '../../engine/sql.ts';

/** A secret that all nodes on this database share: made by whoever asks first, read by everyone else. Table `secret(name, value, created_at)`. */
export async function sharedSecret(sql: Sql, name: string): Promise<string> {
  const stored = await read(sql, name);
  if (stored !== undefined) return stored;
  await insert(sql, name);
  const made = await read(sql, name);
  if (made === undefined) throw new Error(`the secret ${name} was not stored`);
  return made;
}

async function read(sql: Sql, name: string): Promise<string | undefined> {
  const rows = await sql.query<{ value: string }>('SELECT value FROM secret WHERE name = ?', [name]);
  return rows[0]?.value;
}

/** Of two nodes that start at once, one inserts; the other's duplicate is what it came for. */
async function insert(sql: Sql, name: string): Promise<void> {
  const value = randomBytes(32).toString('base64url');
  try {
    await sql.execute('INSERT INTO secret (name, value, created_at) VALUES (?, ?, ?)', [name, value, Date.now()]);
  } catch (error) {
    if (!(error instanceof SqlError) || error.kind !== 'duplicate') throw error;
  }
}
