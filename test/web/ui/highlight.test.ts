import assert from 'node:assert/strict';
import { excerpt, highlight } from '../../../web/ui/highlight.ts';

describe('web/ui/highlight', () => {
  function marked(text: string, keyword: string): string {
    return highlight(text, keyword)
      .map((part) => (part.isHit ? `[${part.text}]` : part.text))
      .join('');
  }

  it('M27 marks every word, wherever it stands, whatever its case and width', () => {
    assert.equal(marked('明天去吃火锅，火锅！', '火锅'), '明天去吃[火锅]，[火锅]！');
    assert.equal(marked('The Apple and the APPLE', 'apple the'), '[The] [Apple] and [the] [APPLE]');
    assert.equal(marked('ＡＢＣ abc', 'abc'), '[ＡＢＣ] [abc]');
    assert.equal(marked('aaa', 'aa'), '[aa]a');
  });

  it('G76 marks what the server matched: accents of two forms, a sigma at the end, what cannot be seen', () => {
    assert.equal(marked('un cafe\u0301 noir', 'café'), 'un [cafe\u0301] noir');
    assert.equal(marked('un café noir', 'cafe\u0301'), 'un [café] noir');
    assert.equal(marked('ΟΔΟΣ μου', 'οδος'), '[ΟΔΟΣ] μου');
    assert.equal(marked('οδος μου', 'ΟΔΟΣ'), '[οδος] μου');
    assert.equal(marked('soft\u00adware', 'software'), '[soft\u00adware]');
    assert.equal(marked('안녕하세요'.normalize('NFD'), '안녕'), `[${'안녕'.normalize('NFD')}]${'하세요'.normalize('NFD')}`);
    assert.equal(marked('สวัสดีครับ', 'ครับ'), 'สวัสดี[ครับ]');
  });

  it('keeps the text as it is: signs that fold into several letters, emoji, HTML, nothing to find', () => {
    assert.equal(marked('㌢ is centi', 'セ'), '[㌢] is centi');
    assert.equal(marked('👍🏽 ok', 'ok'), '👍🏽 [ok]');
    assert.equal(marked('<b>x</b>', 'b'), '<[b]>x</[b]>');
    for (const keyword of ['', '  ', 'y', '.*'])
      assert.equal(
        highlight('a text', keyword)
          .map(({ text }) => text)
          .join(''),
        'a text',
      );
    assert.deepEqual(highlight('', 'x'), []);
  });

  it('shows a long text around its first hit', () => {
    const text = `${'很'.repeat(200)}火锅在这里`;
    assert.equal(excerpt(text, '火锅'), `…${'很'.repeat(24)}火锅在这里`);
    assert.equal(excerpt('short 火锅', '火锅'), 'short 火锅');
    assert.equal(excerpt(text, 'absent'), text);
  });
});
