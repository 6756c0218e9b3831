import assert from 'node:assert/strict';
import path from 'node:path';
import { Application } from '#kernel';

const ROOT = path.join(import.meta.dirname, '../../..');

describe('plugins/push/config', () => {
  const loaded = (value: string): Promise<Application> =>
    Application.load({ baseDir: ROOT, env: 'prod', settings: { variables: { FOYER_PUSH__CONTACT: value } } });

  it('G104 takes what is one, and refuses what is none', async () => {
    assert.equal((await loaded('mailto:admin@chat.example')).config.push.contact, 'mailto:admin@chat.example');
    await assert.rejects(loaded('admin@chat.example'), /FOYER_PUSH__CONTACT sets push\.contact wrongly: .*write/);
  });
});
