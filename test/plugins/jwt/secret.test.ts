import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { SqlError, type Sql, type SqlResult } from '../../../engine/sql.ts';
import { sharedSecret, weakness } from '../../../plugins/jwt/secret.ts';

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

  it('D06 names a secret that is short or copied, and what to do', () => {
    assert.match(
      weakness('JWT_SECRET', 'short') ?? '',
      /^JWT_SECRET has 5 characters, .* production: set JWT_SECRET to a random text of at least 32/,
    );
    for (const secret of [
      'please-change-me-please-change-me-1',
      'dev-only-dev-only-dev-only-dev-only',
      'a'.repeat(40),
      'your_jwt_secret_your_jwt_secret_12',
    ]) {
      assert.match(weakness('JWT_SECRET', secret) ?? '', /placeholder/, secret);
    }
    assert.equal(weakness('JWT_SECRET', 'Zk3r0s8vQ1n5mYt7uXb2wLq9pHf4gJd6'), undefined);
  });

  it('does not repeat the secret in the message', () => {
    assert.doesNotMatch(weakness('JWT_SECRET', 'hunter2') ?? '', /hunter2/);
  });
});
