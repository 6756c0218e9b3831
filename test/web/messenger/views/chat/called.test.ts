import assert from 'node:assert/strict';
import { calledIn } from '../../../../../web/messenger/views/chat/called.ts';

const ann = { id: 1, name: 'Ann' };
const lee = { id: 2, name: 'Ann Lee' };
const ming = { id: 3, name: '小明' };
const all = { id: 0, name: 'All' };

function ids(text: string, ...chosen: { id: number; name: string }[]): number[] {
  return calledIn(text, chosen).map(({ id }) => id);
}

describe('web/messenger/views/chat/called', () => {
  it('G71 a name calls where it stands as a whole', () => {
    for (const text of [
      '@Ann',
      '@Ann hi',
      'hi @Ann',
      '@Ann.',
      '@Ann, hi',
      '@Ann: hi',
      '(@Ann)',
      '你好@Ann',
      '@Ann你好',
      '@Ann，你好',
      '**@Ann**',
      '@Ann\nhi',
      '@Ann…',
      '@Ann – hi',
    ])
      assert.deepEqual(ids(text, ann), [1], text);
  });

  it('G71 a name that was changed, or became part of an address, calls nobody', () => {
    for (const text of [
      '@Annabel',
      '@Annex.example',
      '@Ann.example',
      '@Ann-Marie',
      '@Ann1',
      '@Ann_',
      '@An',
      'Ann',
      'bob@Ann',
      'a.bob@Ann.example',
      '@@Ann',
      '@Annё',
      '@Ann\u0301',
      '@ann',
      "@Ann'o",
      '@Ann@host',
      '',
    ])
      assert.deepEqual(ids(text, ann), [], text);
  });

  it('G71 the same for all', () => {
    assert.deepEqual(ids('@All look', all), [0]);
    assert.deepEqual(ids('@Allan look', all), []);
    assert.deepEqual(ids('@所有人，看', { id: 0, name: '所有人' }), [0]);
    assert.deepEqual(ids('@所有人员', { id: 0, name: '所有人' }), []);
  });

  it('G71 in scripts without blanks a name ends where its script does', () => {
    for (const text of ['@小明', '@小明 你好', '@小明，你好', '@小明ok', '@小明🙂', '请@小明'])
      assert.deepEqual(ids(text, ming), [3], text);
    for (const text of ['@小明月', '@小', '小明']) assert.deepEqual(ids(text, ming), [], text);
  });

  it('G71 of names that begin alike the longer one is called', () => {
    assert.deepEqual(ids('@Ann Lee hi', ann, lee), [2]);
    assert.deepEqual(ids('@Ann Lee and @Ann', ann, lee), [1, 2]);
    assert.deepEqual(ids('@Ann Leeds', ann, lee), [1]);
  });

  it('G71 of people of one name as many are called as it stands there, the last ones chosen', () => {
    const twin = { id: 4, name: 'Ann' };
    assert.deepEqual(ids('@Ann hi', ann, twin), [4]);
    assert.deepEqual(ids('@Ann @Ann hi', ann, twin), [1, 4]);
  });

  it('G71 signs in names are taken as they are', () => {
    for (const name of ['a.b', '(c)', 'x*y+?', '$^|', 'back\\slash', '[z]', '-q-', 'é/{1}'])
      assert.deepEqual(ids(`hi @${name} there`, { id: 9, name }), [9], name);
  });
});
