import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { bootApp, createUser, foyerSocket, makeFriends, type TestApp, type TestUser } from '@foyer-chat/foyer/test';

describe('moderation', () => {
  let target: TestApp;
  let ann: TestUser;
  let ben: TestUser;

  before(async () => {
    target = await bootApp({ plugins: { moderation: { path: path.dirname(import.meta.dirname) } } });
    [ann, ben] = [await createUser(target), await createUser(target)];
    await makeFriends(target, ann.id, ben.id);
  });
  after(() => target.close());

  const set = (mode: string, words: readonly string[]) => target.api.as(ann.token).post('/api/moderation/words', { mode, words });

  it('is edited by whom an operator lets, and by nobody else', async () => {
    assert.equal((await set('mask', ['darn'])).code, 'right_missing');
    await target.app.createAnonymousContext().service.right.grant(ann.id, 'moderation.edit');
    assert.equal((await set('mask', ['darn'])).status, 200);
    assert.equal((await set('refuse', ['blast'])).status, 200);
    const { data } = await target.api.as(ann.token).get('/api/moderation/words');
    assert.deepEqual(data, [
      { word: 'blast', mode: 'refuse' },
      { word: 'darn', mode: 'mask' },
    ]);
  });

  it('masks a word for its reader, and refuses another with its reason', async () => {
    const [writer, reader] = [await foyerSocket(target, ann.token), await foyerSocket(target, ben.token)];
    await writer.say(ben.id, 'darn it');
    assert.deepEqual(await reader.got(1), ['**** it']);
    const refused = await writer.say(ben.id, 'blast!');
    assert.equal('code' in refused && refused.code, 'moderation_word');
  });

  it('counts, and describes its routes', async () => {
    const metrics = await (await fetch(`${target.url}/metrics`)).text();
    assert.match(metrics, /moderation_hits_total\{mode="mask"\} 1/);
    const { paths, components } = (await (await fetch(`${target.url}/openapi.json`)).json()) as {
      paths: Record<string, { get: { security?: unknown; responses: object } }>;
      components: { schemas: Record<string, { required: readonly string[] }> };
    };
    const words = paths['/api/moderation/words']?.get;
    assert.ok(words?.security);
    assert.deepEqual(Object.keys(words.responses), ['200', '401', '403', '429', 'default']);
    assert.deepEqual(components.schemas['ModerationWord']?.required, ['word', 'mode']);
  });
});
