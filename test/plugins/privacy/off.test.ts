import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { serveApp } from '../../support/app.ts';
import { createOpenUser, post } from '../../support/chat.ts';
import { foyer, type CommandResult } from '../../support/command.ts';
import { createUser } from '../../support/factory.ts';
import { foyerSocket } from '../../support/socket.ts';
import { servicesOf } from '../../support/ticket.ts';
import { purge } from '../../../app/retention/purge.ts';

describe('privacy: false', () => {
  const target = serveApp({ plugins: { privacy: false } });

  it('is served without exports and erasures, and everything else works', async () => {
    const [me, ann] = [await createUser(target, { password: 'secret-1' }), await createOpenUser(target)];
    const my = target.api.as(me.token);
    assert.deepEqual(
      [(await my.get('/api/chat/export')).code, (await my.post('/api/chat/erase', { password: 'secret-1' })).code],
      ['not_found', 'not_found'],
    );
    assert.equal((await post(target, me, { to: ann.id, data: 'hello' })).status, 200);
    const described = await (await fetch(`${target.url}/openapi.json`)).text();
    assert.ok(described.includes('/api/chat/devices') && !described.includes('/api/chat/export'));
    assert.equal((await my.get('/api/chat/devices')).status, 200);
  });

  it('is not among the units of the welcome', async () => {
    const { token } = await createUser(target);
    const socket = await foyerSocket(target, token);
    const welcome = await socket.next((frame) => frame.op === 'welcome');
    assert.ok(welcome.op === 'welcome' && welcome.units?.includes('push') && !welcome.units.includes('privacy'));
    await socket.close();
  });

  it('accounts are closed by administrators, visitors who never wrote are forgotten, and what has its time goes after it', async () => {
    const [me, gone] = [await createUser(target), await createUser(target)];
    const { sql } = target.app;
    await servicesOf(target).admin.disable(me.id);
    assert.equal((await target.api.as(me.token).get('/api/chat/devices')).code, 'user_disabled');
    await sql.execute(`UPDATE user SET role = 'visitor', password_hash = NULL, login_at = 1, created_at = 1 WHERE id = ?`, [gone.id]);
    await sql.execute('UPDATE session SET created_at = 1, expires_at = 1 WHERE user_id = ?', [gone.id]);
    const DAY = 86_400_000;
    const removed = await purge({ app: target.app, now: Date.now(), isDry: false, keep: { sessions: DAY, visitors: DAY, messages: 0 } });
    assert.deepEqual([removed['visitors'], removed['sessions']], [1, 1]);
    assert.deepEqual(await sql.query('SELECT id FROM user WHERE id = ?', [gone.id]), []);
  });

  describe('on the command line', function () {
    this.timeout(60_000);
    const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-own-'));
    after(() => fs.rmSync(dir, { recursive: true }));

    const run = (...args: readonly string[]): Promise<CommandResult> =>
      foyer([...args, '--dir', dir], { env: { DATA_DIR: target.dataDir, LOG_LEVEL: 'silent' } });

    it('says that it is off, and where', async () => {
      fs.mkdirSync(path.join(dir, 'config'));
      const list = path.join(dir, 'config/plugin.mjs');
      fs.writeFileSync(list, 'export default { privacy: false };');
      const { username } = await createUser(target);
      for (const command of ['export', 'user erase']) {
        const { code, stdout, stderr } = await run(...command.split(' '), username);
        const message = `foyer: ${command} is a command of the plugin privacy, which is switched off in ${list}\n`;
        assert.deepEqual([code, stdout, stderr], [1, '', message]);
      }
      const { stdout } = await run('help');
      assert.ok(stdout.includes('user disable') && !stdout.includes('user erase') && !stdout.includes('  export '));
    });
  });
});
