import assert from 'node:assert/strict';
import { presentFriendList, type ListedFriendRow } from '../../../../plugins/friend/presenter/friend.ts';

function row(id: number, over: Partial<ListedFriendRow> = {}): ListedFriendRow {
  const uuid = `00000000-0000-4000-8000-${String(id).padStart(12, '0')}`;
  return { id, friend_id: id + 100, remark: '', uuid, username: `user_${id}`, nickname: '', avatar: '', sort_key: `user_${id}`, ...over };
}

describe('presentFriendList', () => {
  it('puts friends under their initials, in the order of the rows', () => {
    const rows = [
      row(1, { sort_key: 'ann' }),
      row(2, { sort_key: 'anton' }),
      row(3, { sort_key: 'zhang san' }),
      row(4, { sort_key: '~1' }),
    ];
    const { count, rows: index } = presentFriendList(9, rows);
    assert.ok('newList' in index);
    assert.deepEqual(
      index.newList.map(({ title, list }) => [title, list.map(({ id }) => id)]),
      [
        ['A', [1, 2]],
        ['Z', [3]],
        ['#', [4]],
      ],
    );
    assert.deepEqual([count, index.indexList, index.total], [9, ['A', 'Z', '#'], 4]);
  });

  it('names a friend by the remark, else the nickname, else the username', () => {
    const { rows } = presentFriendList(3, [row(1, { remark: '老王', nickname: 'Wang' }), row(2, { nickname: 'Li' }), row(3)]);
    assert.ok('newList' in rows);
    const list = rows.newList.flatMap((group) => group.list);
    assert.deepEqual(
      list.map(({ name, beizhu, friend_nickname }) => [name, beizhu, friend_nickname]),
      [
        ['老王', '老王', 'Wang'],
        ['Li', '', 'Li'],
        ['user_3', '', ''],
      ],
    );
    assert.deepEqual(Object.keys(list[0] ?? {}).toSorted(), [
      'avatar',
      'beizhu',
      'friend_id',
      'friend_nickname',
      'id',
      'name',
      'username',
      'uuid',
    ]);
  });

  it('has no rows where there are none', () => {
    assert.deepEqual(presentFriendList(5, []), { count: 5, rows: [] });
  });
});
