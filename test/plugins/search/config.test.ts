import assert from 'node:assert/strict';
import path from 'node:path';
import { Application } from '#kernel';

const ROOT = path.join(import.meta.dirname, '../../..');

describe('plugins/search/config', () => {
  const loaded = (value: string): Promise<Application> =>
    Application.load({ baseDir: ROOT, env: 'prod', settings: { variables: { FOYER_SEARCH__INTERVAL: value } } });

  it('G104 takes what is one, and refuses what is none', async () => {
    assert.equal((await loaded('500')).config.search.interval, 500);
    await assert.rejects(loaded('2147483648'), /FOYER_SEARCH__INTERVAL sets search\.interval wrongly: .*write/);
  });
});
