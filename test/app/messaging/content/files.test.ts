import assert from 'node:assert/strict';
import { redirectFiles } from '../../../../app/messaging/content/files.ts';
import { parsesOf } from '../../../support/parses.ts';

const PATH = '/uploads/0193a0a0-0000-4000-8000-000000000001.png';

describe('app/messaging/content/files', () => {
  it('G32 G39 several messages as one keep who said what, and when, where one of them is a file', () => {
    const items = [
      { from_name: 'Ann', type: 'text', data: 'look', time: 1 },
      { from_name: 'Bob', type: 'image', data: JSON.stringify({ url: PATH }), time: 2 },
    ];
    const data = JSON.stringify({ kind: 'merged', title: 'Pots', items });
    const shown = JSON.parse(redirectFiles('custom', data, (address) => `${address}?sign=1`)) as { title: string; items: object[] };
    assert.equal(shown.title, 'Pots');
    assert.deepEqual(shown.items, [items[0], { ...items[1], data: JSON.stringify({ url: `${PATH}?sign=1` }) }]);
  });

  it('G08 what was stored before costs each reader little, whatever it holds', () => {
    const opened = (type: string, data: string) => redirectFiles(type, data, (address) => `${address}?sign=1`);
    const wrong = JSON.stringify('{"/uploads/"}');
    const items = Array.from({ length: 1500 }, () => `{"type":"image","data":${wrong}}`).join();
    for (const [type, data] of [
      ['custom', `{"k":[${'"{",'.repeat(16_300)}1]}`],
      ['custom', `{"k":[${'"{",'.repeat(16_300)}"${PATH}"]}`],
      ['custom', `{"k":[${`${wrong},`.repeat(3000)}1]}`],
      ['link', `{"dataType":"x","otherData":[${`${wrong},`.repeat(3000)}1]}`],
      ['custom', `{"kind":"merged","items":[${items}]}`],
    ] as const)
      assert.ok(parsesOf(() => opened(type, data)) <= 20, data.slice(0, 60));
    assert.equal(
      parsesOf(() => opened('custom', JSON.stringify({ k: PATH }))),
      1,
    );
    const files = Array.from({ length: 64 }, () => JSON.stringify({ url: PATH }));
    const shown = files.map(() => JSON.stringify({ url: `${PATH}?sign=1` }));
    assert.equal(opened('custom', JSON.stringify({ k: files })), JSON.stringify({ k: shown }));
  });
});
