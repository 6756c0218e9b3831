import assert from 'node:assert/strict';
import { ChatError } from '../../../app/error.ts';
import { claimingRoom, roomKeyOf } from '../../../app/group/room-key.ts';
import { foldName } from '../../../app/text/fold.ts';
import { SqlError } from '../../../engine/sql.ts';

describe('the key of a room name', () => {
  it('is one for names that look alike', () => {
    const names = [
      'My Room',
      'my room',
      '  MY   ROOM ',
      'Ｍｙ　Ｒｏｏｍ',
      'my\troom',
      'My\u00a0Room',
      'M\u200by Room\u2060',
      '\u{1d40c}y Room',
    ];
    assert.deepEqual([...new Set(names.map(roomKeyOf))], ['my room']);
    assert.equal(roomKeyOf('é'), roomKeyOf('e\u0301'));
    assert.equal(roomKeyOf('聊天室（一）'), roomKeyOf('聊天室(一)'));
  });

  it('D44 is different for names that differ: Chinese, - and spaces, emoji, signs', () => {
    const names = [
      '聊天室',
      '聊天 室',
      '聊-天室',
      '聊天室-',
      '🎉',
      '🎈',
      '* + ? ( [ \\ . | $',
      '%',
      '_',
      '100%',
      "'",
      '"',
      '群'.repeat(50),
      '群'.repeat(49),
    ];
    assert.equal(new Set(names.map(roomKeyOf)).size, names.length);
  });

  it('fits its column, however long a name becomes when it is written out', () => {
    const long = '\ufdfa'.repeat(50);
    const key = roomKeyOf(long);
    assert.ok(Array.from(key).length <= 190, key);
    assert.notEqual(key, roomKeyOf('\ufdfa'.repeat(49)));
    assert.equal(key, roomKeyOf(` ${long}`));
    assert.equal(roomKeyOf('群'.repeat(50)), '群'.repeat(50));
  });

  it('refuses a name of which nothing can be seen', () => {
    for (const name of ['', ' ', '\u3000', '\u200b\u200d', '\u3164', '\t\n', '\ud800']) {
      assert.throws(
        () => roomKeyOf(name),
        (error) => error instanceof ChatError && error.code === 'input_required',
        JSON.stringify(name),
      );
      assert.equal(foldName(name), '');
    }
  });
});

describe('claiming a room name', () => {
  it('gives what the work gives, and says when the name is taken', async () => {
    assert.equal(await claimingRoom(Promise.resolve(7)), 7);
    const duplicate = new SqlError('duplicate', 'room_key');
    await assert.rejects(
      claimingRoom(Promise.reject(duplicate)),
      (error) => error instanceof ChatError && error.code === 'room_name_taken',
    );
    const other = new SqlError('unavailable', 'gone');
    await assert.rejects(claimingRoom(Promise.reject(other)), other);
  });
});
