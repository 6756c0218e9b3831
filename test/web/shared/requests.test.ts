import assert from 'node:assert/strict';
import type { ClientFrame } from '../../../protocol/index.ts';
import { RequestError } from '../../../web/shared/request-error.ts';
import { Requests } from '../../../web/shared/requests.ts';

describe('web/shared/requests', () => {
  it('gives each answer to the one who asked', async () => {
    const sent: ClientFrame[] = [];
    const requests = new Requests((frame) => sent.push(frame) > 0);
    const [page, list] = [requests.history({ conversation: 3 }), requests.conversations({ limit: 5 })];
    assert.deepEqual(sent, [
      { op: 'history', ref: 1, conversation: 3 },
      { op: 'conversations', ref: 2, limit: 5 },
    ]);
    requests.answerConversations({ ref: 2, list: [], more: true });
    requests.answerHistory({ ref: 1, conversation: 3, list: [], more: false });
    requests.answerHistory({ ref: 99, conversation: 3, list: [], more: false });
    assert.equal((await list).more, true);
    assert.equal((await page).more, false);
  });

  it('fails one by its ref, all when the connection goes, and at once without one', async () => {
    let isOpen = true;
    const requests = new Requests(() => isOpen);
    const asked = [requests.history({}), requests.history({}), requests.conversations({})];
    requests.fail(1, new RequestError('conversation_not_found', 'gone'));
    await assert.rejects(asked[0]!, { code: 'conversation_not_found', isPassing: false });
    requests.failAll();
    for (const promise of asked.slice(1)) await assert.rejects(promise, { code: 'lost', isPassing: true });
    isOpen = false;
    await assert.rejects(requests.history({}), { code: 'lost' });
  });
});
