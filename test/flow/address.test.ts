import assert from 'node:assert/strict';
import { createUser } from '../support/factory.ts';
import { serveApp } from '../support/app.ts';
import { dialFoyer, refusedHandshake, type DialOptions } from '../support/socket.ts';

const MOST = 2;

/** A handshake that came through a proxy, of a client at this address. */
const from = (address: string): DialOptions => ({ headers: { 'x-forwarded-for': address } });

describe('addresses behind a proxy', () => {
  const target = serveApp({ config: { server: { proxy: true }, websocket: { maxPerAddress: MOST } } });

  const fill = async (options: DialOptions): Promise<void> => {
    for (let count = 0; count < MOST; count += 1) await dialFoyer(target, options);
    assert.equal((await refusedHandshake(target, options)).status, 429);
  };

  it('G25 sockets are counted by the address of their client, as requests are', async () => {
    await fill(from('192.0.2.1'));
    await fill(from('192.0.2.2'));
  });

  it('G25 a client cannot choose another address, nor move within its own network', async () => {
    await fill(from('192.0.2.3'));
    assert.equal((await refusedHandshake(target, from('6.6.6.6, 192.0.2.3'))).status, 429);
    await fill(from('2001:db8:0:1::1'));
    assert.equal((await refusedHandshake(target, from('2001:db8:0:1::2'))).status, 429);
  });

  it('G107 a session knows the address of its client', async () => {
    const { username } = await createUser(target, { password: 'correct-horse-7' });
    await target.api.with({ 'x-forwarded-for': '::ffff:192.0.2.9' }).post('/api/loginChat', { username, password: 'correct-horse-7' });
    const rows = await target.app.sql.query<{ address: string }>('SELECT address FROM session ORDER BY id DESC LIMIT 1');
    assert.equal(rows[0]?.address, '192.0.2.9');
  });
});

describe('addresses without a proxy', () => {
  const target = serveApp({ config: { websocket: { maxPerAddress: MOST } } });

  it('G25 what a client says of its address counts for nothing', async () => {
    for (let count = 0; count < MOST; count += 1) await dialFoyer(target, from(`192.0.2.${count}`));
    assert.equal((await refusedHandshake(target, from('192.0.2.99'))).status, 429);
  });
});
