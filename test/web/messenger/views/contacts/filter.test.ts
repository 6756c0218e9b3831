import assert from 'node:assert/strict';
import { filterSections } from '../../../../../web/messenger/views/contacts/filter.ts';

const friend = (name: string, more: object = {}) => ({
  id: 1,
  friend_id: 2,
  uuid: '',
  username: 'user',
  avatar: '',
  beizhu: '',
  friend_nickname: '',
  name,
  ...more,
});
const SECTIONS = [
  { title: 'C', list: [friend('陈晨', { friend_nickname: 'Morning' }), friend('重庆')] },
  { title: 'Z', list: [friend('Zoe', { username: 'zoe_9' })] },
];
const names = (query: string): string[] => filterSections(SECTIONS, query).flatMap(({ list }) => list.map(({ name }) => name));

describe('web/messenger: filter of contacts', () => {
  it('finds by what one calls them, by what they call themselves, and by username', () => {
    assert.deepEqual(names('晨'), ['陈晨']);
    assert.deepEqual(names(' morn'), ['陈晨']);
    assert.deepEqual(names('ZOE_'), ['Zoe']);
  });

  it('G75 finds whatever the case and the width', () => {
    const sections = [{ title: '#', list: [friend('ПРИВЕТ'), friend('Ａｎｎ　Ｌｅｅ')] }];
    for (const [query, name] of [
      ['привет', 'ПРИВЕТ'],
      ['ann lee', 'Ａｎｎ　Ｌｅｅ'],
    ] as const)
      assert.deepEqual(
        filterSections(sections, query).flatMap(({ list }) => list.map((one) => one.name)),
        [name],
      );
  });

  it('leaves no empty section, and all of them for no words', () => {
    assert.deepEqual(
      filterSections(SECTIONS, 'zoe').map(({ title }) => title),
      ['Z'],
    );
    assert.deepEqual(names('nobody'), []);
    assert.equal(filterSections(SECTIONS, '  '), SECTIONS);
  });
});
