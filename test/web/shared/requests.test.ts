import assert from 'node:assert/strict';
import type { ClientFrame } from '../../../protocol/index.ts';
import { RequestError } from '../../../web/shared/request-error.ts';
import { Requests } from '../../../web/shared/requests.ts';

describe('web/shared/requests', () => {
  it('gives each answer to the one who asked', async () => {
    const sent: ClientFrame[] = [];
    const requests = new Requests((frame) => sent.push(frame) > 0);
    const [page, list] = [requests.ask('history', { conversation: 3 }), requests.ask('conversations', { limit: 5 })];
    assert.deepEqual(sent, [
      { op: 'history', ref: 1, conversation: 3 },
      { op: 'conversations', ref: 2, limit: 5 },
    ]);
    const answered = [
      requests.answer({ op: 'conversations', ref: 2, list: [], more: true }),
      requests.answer({ op: 'history', ref: 1, conversation: 3, list: [], more: false }),
      requests.answer({ op: 'history', ref: 99, conversation: 3, list: [], more: false }),
      requests.answer({ op: 'pong', time: 1 }),
    ];
    assert.deepEqual(answered, [true, true, false, false]);
    assert.equal((await list).more, true);
    assert.equal((await page).more, false);
  });

  it('fails one by its ref, all when the connection goes, and at once without one', async () => {
    let isOpen = true;
    const requests = new Requests(() => isOpen);
    const asked = [requests.ask('history', {}), requests.ask('history', {}), requests.ask('conversations', {})];
    requests.fail(1, new RequestError('conversation_not_found', 'gone'));
    await assert.rejects(asked[0]!, { code: 'conversation_not_found', isPassing: false });
    requests.failAll();
    for (const promise of asked.slice(1)) await assert.rejects(promise, { code: 'lost', isPassing: true });
    isOpen = false;
    await assert.rejects(requests.ask('history', {}), { code: 'lost' });
  });
});
