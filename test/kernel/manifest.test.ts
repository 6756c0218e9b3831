import assert from 'node:assert/strict';
import path from 'node:path';
import { checkManifest } from '#kernel';
import { closeAll, fixture, load } from './support.ts';

function check(name: string): Promise<void> {
  return checkManifest(fixture(path.join('manifest', name)));
}

describe('kernel/manifest', () => {
  afterEach(closeAll);

  it('accepts an index that lists its folder, and a folder without one', async () => {
    await check('good');
    await check('none');
    await check('absent');
  });

  it('names the file that is not listed and the line to add', async () => {
    const message =
      /unlisted\/index\.js does not list .*unlisted\/rate-limit\.js: add the line {2}export \{ default as rateLimit \} from '\.\/rate-limit\.js';/;
    await assert.rejects(check('unlisted'), message);
  });

  it('looks into folders', async () => {
    await assert.rejects(check('unlisted-deep'), /unlisted-deep\/api\/index\.js does not list .*api\/user\.js: add the line/);
  });

  it('names the folder that is not listed', async () => {
    await assert.rejects(check('unlisted-folder'), /add the line {2}export \* as api from '\.\/api\/index\.js';/);
  });

  it('needs an index in a folder that is listed', async () => {
    await assert.rejects(check('no-inner-index'), /no-inner-index\/api has no index\.js/);
  });

  it('names a line without a file', async () => {
    await assert.rejects(check('extra'), /extra\/index\.js lists ghost, for which there is no file/);
  });

  it('notices a name that stands for another file', async () => {
    await assert.rejects(check('crossed'), /crossed\/index\.js lists another thing than .*chat\.js as chat/);
  });

  it('runs at boot for every unit', async () => {
    await assert.rejects((await load('manifest-boot')).ready(), /manifest-boot\/app\/service\/index\.js does not list .*user\.js/);
  });
});
