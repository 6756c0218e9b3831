import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import type { WireAccount } from '../../../protocol/index.ts';
import type { Answer } from '../../support/api.ts';
import { bootApp } from '../../support/app.ts';
import { setStatus } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';

const SECRET = 'shared with the shop';

describeStores('visitors whom the site knows', (store) => {
  const target = store.serve({ config: { visitor: { identity: { secret: SECRET } } } });

  const sign = (externalId: string): string => createHmac('sha256', SECRET).update(externalId).digest('hex');

  const identify = (body: object, token?: string): Promise<Answer<WireAccount>> => {
    const api = token === undefined ? target.api : target.api.as(token);
    return api.post<WireAccount>('/api/visitorIdentify', { deviceId: randomUUID(), timestamp: Date.now(), ...body });
  };

  const signed = (externalId: string, rest: object = {}, token?: string): Promise<Answer<WireAccount>> =>
    identify({ externalId, signature: sign(externalId), ...rest }, token);

  it('gives one visitor per id of the site, on whichever device', async () => {
    const id = randomUUID();
    const [first, second] = [await signed(id, { nickname: '王小明' }), await signed(id)];
    assert.deepEqual([first.status, first.data.role, first.data.nickname], [200, 'visitor', '王小明']);
    assert.equal(second.data.id, first.data.id);
    assert.equal(second.data.nickname, '王小明');
    assert.notEqual((await signed(randomUUID())).data.id, first.data.id);
  });

  it('the visitor who was there becomes it, with what was said', async () => {
    const deviceId = randomUUID();
    const { data: visitor } = await target.api.post<WireAccount>('/api/visitorRegister', { deviceId, timestamp: Date.now() });
    const id = randomUUID();
    const { data: known } = await signed(id, { deviceId }, visitor.token);
    assert.deepEqual([known.id, known.token], [visitor.id, visitor.token]);
    assert.deepEqual((await signed(id, { deviceId }, visitor.token)).data.token, visitor.token);
    const { data: another } = await signed(randomUUID(), { deviceId }, visitor.token);
    assert.notEqual(another.id, visitor.id, 'a visitor is one person of the site');
  });

  it('many tabs at once are one visitor', async () => {
    const id = randomUUID();
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => signed(id)));
    assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
    assert.equal(new Set(answers.map(({ data }) => data.id)).size, 1);
  });

  it('W30 a signature that is not of this id is refused', async () => {
    const wrong = [403, 'identity_wrong', '用户身份签名不正确'];
    assert.deepEqual(toldBy(await identify({ externalId: 'ann', signature: sign('bob') })), wrong);
    assert.deepEqual(toldBy(await identify({ externalId: 'ann', signature: '0'.repeat(64) })), wrong);
    assert.equal((await identify({ externalId: 'ann' })).status, 422);
    assert.equal((await identify({ externalId: 'ann', signature: 'short' })).status, 422);
  });

  it('ids of odd letters are ids, and differ by case', async () => {
    const ids = ['用户-1', 'Ann', 'ann', "x'; --", '😀'];
    const users = await Promise.all(ids.map(async (id) => (await signed(id)).data.id));
    assert.equal(new Set(users).size, ids.length);
  });

  it('a disabled visitor stays out', async () => {
    const id = randomUUID();
    const { data } = await signed(id);
    await setStatus(target, data.id, 0);
    assert.equal((await signed(id)).code, 'account_disabled');
  });
});

describe('visitors whom the site knows, without a secret', () => {
  it('are not taken', async () => {
    const target = await bootApp();
    try {
      const body = { deviceId: randomUUID(), timestamp: Date.now(), externalId: 'ann', signature: '0'.repeat(64) };
      assert.equal((await target.api.post('/api/visitorIdentify', body)).code, 'identity_closed');
    } finally {
      await target.close();
    }
  });
});

/** Status, code and text of a refusal. */
function toldBy({ status, code, data }: Answer): unknown[] {
  return [status, code, data];
}
