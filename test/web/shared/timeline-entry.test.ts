import assert from 'node:assert/strict';
import type { UnsentMessage } from '../../../web/shared/draft.ts';
import { confirmed, echo, settled } from '../../../web/shared/timeline-entry.ts';
import { entry } from '../support/lines.ts';
import { someone } from '../support/world.ts';

const unsent: UnsentMessage = {
  clientId: 'client-7',
  chatType: 'single',
  to: 2,
  type: 'text',
  data: 'hi',
  options: null,
  time: 5,
  state: 'waiting',
  refusal: null,
  upload: null,
};

describe('web/shared/timeline-entry', () => {
  it('keys one’s own lines by their client id, others’ by their place, whatever id they chose', () => {
    const [mine, theirs] = [confirmed(entry(7, { from_id: 1 }), 1), confirmed({ ...entry(8), client_id: 'client-7' }, 1)];
    assert.deepEqual([mine.key, mine.isMine, mine.state], ['client-7', true, 'sent']);
    assert.deepEqual([theirs.key, theirs.isMine, theirs.state], ['seq 8', false, 'received']);
    assert.equal(confirmed({ ...entry(9, { from_id: 1 }), client_id: '' }, 1).key, 'seq 9');
    assert.equal(confirmed(entry(7, { from_id: 1 }), null).isMine, false);
  });

  it('makes an echo that looks like the message it becomes', () => {
    const [ann, bob] = [
      { ...someone(1, 'ann'), nickname: 'Ann' },
      { ...someone(2, 'bob'), nickname: '' },
    ];
    const line = echo(unsent, ann, bob);
    assert.deepEqual([line.key, line.seq, line.state, line.message.id], ['client-7', null, 'waiting', '']);
    const { from_id, from_name, to_id, to_name, data, create_time } = line.message;
    assert.deepEqual([from_id, from_name, to_id, to_name, data, create_time], [1, 'Ann', 2, 'bob', 'hi', 5]);
    const frame = { client_id: 'client-7', id: 'id-7', conversation: 11, seq: 7, time: 9 };
    const masked = settled(line, { ...frame, stored: { type: 'text', data: '**', options: null } });
    assert.deepEqual([masked.message.data, masked.message.id, masked.seq], ['**', 'id-7', 7], 'G61 what was stored');
    const done = settled({ ...line, refusal: { code: 'x', text: '' } }, frame);
    assert.deepEqual([done.key, done.seq, done.state, done.refusal], ['client-7', 7, 'sent', null]);
    assert.deepEqual([done.message.id, done.message.create_time], ['id-7', 9]);
  });

  it('bears that nobody is known yet', () => {
    const { message } = echo(unsent, null, null);
    assert.deepEqual([message.from_id, message.from_name, message.to_name], [0, '', '']);
  });
});
