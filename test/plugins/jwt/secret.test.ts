import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { SqlError, type Sql, type SqlResult } from '../../../engine/sql.ts';
import { sharedSecret } from '../../../plugins/jwt/secret.ts';

/** A table `secret` with a primary key, and a turn of the loop before each statement. */
class SecretTable implements Pick<Sql, 'query' | 'execute'> {
  readonly rows = new Map<string, string>();
  failure: Error | undefined;

  async query<Row extends object>(_sql: string, [name]: readonly unknown[] = []): Promise<Row[]> {
    await Promise.resolve();
    const value = this.rows.get(String(name));
    return (value === undefined ? [] : [{ value }]) as Row[];
  }

  async execute(_sql: string, [name, value]: readonly unknown[] = []): Promise<SqlResult> {
    await Promise.resolve();
    if (this.failure) throw this.failure;
    if (this.rows.has(String(name))) throw new SqlError('duplicate', 'UNIQUE constraint failed: secret.name');
    this.rows.set(String(name), String(value));
    return { affected: 1, insertId: 0 };
  }
}

function tableAs(table: SecretTable): Sql {
  return table as unknown as Sql;
}

describe('plugins/jwt/secret', () => {
  it('D06 makes a random secret at the first start and keeps it', async () => {
    const table = new SecretTable();
    const secret = await sharedSecret(tableAs(table), 'jwt');
    assert.match(secret, /^[\w-]{43}$/);
    assert.equal(await sharedSecret(tableAs(table), 'jwt'), secret);
    assert.notEqual(await sharedSecret(tableAs(table), 'ticket'), secret);
    assert.notEqual(await sharedSecret(tableAs(new SecretTable()), 'jwt'), secret);
  });

  it('gives nodes that start at once the same secret', async () => {
    const table = tableAs(new SecretTable());
    const secrets = await Promise.all(Array.from({ length: 5 }, () => sharedSecret(table, 'jwt')));
    assert.equal(new Set(secrets).size, 1);
  });

  it('does not go on without a stored secret', async () => {
    const table = new SecretTable();
    table.failure = new SqlError('unavailable', 'gone');
    await assert.rejects(sharedSecret(tableAs(table), 'jwt'), { kind: 'unavailable' });
  });
});
