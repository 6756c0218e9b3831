import assert from 'node:assert/strict';
import type { UnsentMessage } from '../../../web/shared/draft.ts';
import { UnsentStore } from '../../../web/shared/unsent-store.ts';
import { MemoryStorage } from '../support/memory-storage.ts';

const item = (clientId: string, data = 'x'): UnsentMessage => ({
  clientId,
  chatType: 'single',
  to: 2,
  type: 'text',
  data,
  options: null,
  time: 1,
  state: 'waiting',
  refusal: null,
  upload: null,
});

describe('web/shared/unsent-store', () => {
  it('keeps two tabs’ messages apart from each other’s writes', () => {
    const storage = new MemoryStorage();
    const [one, two] = [new UnsentStore(storage, 1), new UnsentStore(storage, 1)];
    one.put(item('a'));
    two.put(item('b'));
    one.put({ ...item('a'), state: 'failed' });
    two.remove('a');
    two.remove('zzz');
    assert.deepEqual(one.load(), [item('b')]);
    one.remove('b');
    assert.equal(storage.content.size, 0);
  });

  it('keeps users apart', () => {
    const storage = new MemoryStorage();
    new UnsentStore(storage, 1).put(item('a'));
    assert.deepEqual(new UnsentStore(storage, 2).load(), []);
  });

  it('takes damaged content as none', () => {
    const storage = new MemoryStorage();
    for (const text of ['{', 'null', '7', '{"a":1}', '[null,1,{"clientId":1}]']) {
      storage.set('unsent.1', text);
      assert.deepEqual(new UnsentStore(storage, 1).load(), []);
    }
  });

  it('survives a storage that is full or forbidden', () => {
    const forbidden = (): never => {
      throw new Error('forbidden');
    };
    const store = new UnsentStore({ get: forbidden, set: forbidden }, 1);
    store.put(item('a'));
    store.remove('a');
    assert.deepEqual(store.load(), []);
  });
});
