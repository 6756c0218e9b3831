import assert from 'node:assert/strict';
import { fold, holds, planOf, termsOf } from '../../../plugins/search/terms.ts';
import { foldedBy } from '../../support/folded.ts';

const terms = (text: string): string[] => [...termsOf(text)];

describe('terms', () => {
  it('are pairs of Chinese letters, and the last one alone', () => {
    assert.deepEqual(terms('明天开会'), ['明天', '天开', '开会', '会']);
    assert.deepEqual(terms('好'), ['好']);
    assert.deepEqual(terms('你好，世界！'), ['你好', '好', '世界', '界']);
  });

  it('are whole words of letters and digits, whatever their case and width', () => {
    assert.deepEqual(terms('Hello, WORLD 2024!'), ['hello', 'world', '2024']);
    assert.deepEqual(terms('ＡＢＣ１２３'), ['abc123']);
    assert.deepEqual(terms('Straße naïve Привет'), ['straße', 'naïve', 'привет']);
  });

  it('change where the script changes', () => {
    assert.deepEqual(terms('用微信wechat聊'), ['用微', '微信', '信', 'wechat', '聊']);
    assert.deepEqual(terms('カタカナと한국어'), ['カタ', 'タカ', 'カナ', 'ナと', 'と한', '한국', '국어', '어']);
  });

  it('are each once, cut at 32 letters, and signs by themselves', () => {
    assert.deepEqual(terms('哈哈哈哈 ha ha'), ['哈哈', '哈', 'ha']);
    assert.deepEqual(terms('x'.repeat(100)), ['x'.repeat(32)]);
    assert.deepEqual(terms('𠮷'.repeat(2)), ['𠮷𠮷', '𠮷']);
    assert.deepEqual(terms('好的👍👍'), ['好的', '的', '👍']);
    assert.deepEqual(terms(' *+?([\\.|$ '), []);
  });

  it('G76 are pairs of letters wherever words stand without blanks, and signs, arrows and flags', () => {
    assert.deepEqual(terms('ไทย'), ['ไท', 'ทย', 'ย']);
    assert.deepEqual(terms('ສະບາຍ'), ['ສະ', 'ະບ', 'ບາ', 'າຍ', 'ຍ']);
    assert.deepEqual(terms('a → b'), ['a', '→', 'b']);
    assert.deepEqual(terms('🇩🇪🇫🇷'), ['🇩🇪', '🇫🇷']);
    assert.deepEqual(terms('?!?! $+<|'), []);
  });

  it('G76 are found by every part of a text, and whatever cannot be seen in it', () => {
    for (const [text, keyword] of [
      ['สวัสดีครับทุกคน', 'ครับ'],
      ['ສະບາຍດີຕອນເຊົ້າ', 'ຕອນ'],
      ['សួស្តីពេលព្រឹក', 'ពេល'],
      ['မင်္ဂလာနံနက်ခင်းပါ', 'နံနက်'],
      ['soft\u00adware', 'software'],
      ['soft\u200bware', 'software'],
      ['software', 'soft\u200bware'],
      ['to Paris 🇫🇷!', '🇫🇷'],
      ['up ⬆ and → on', '→'],
      ['👨\u200d👩\u200d👧 here', '👩'],
    ] as const) {
      const plan = planOf(keyword);
      const own = termsOf(text);
      assert.ok(plan.terms.length > 0 || plan.prefix !== undefined, keyword);
      assert.ok(
        plan.terms.every((term) => own.has(term)),
        `${text}: ${keyword}`,
      );
      assert.ok(plan.prefix === undefined || [...own].some((term) => term.startsWith(plan.prefix ?? '')), `${text}: ${keyword}`);
      assert.ok(holds(text, plan), `${text}: ${keyword}`);
    }
    assert.ok(!holds('ทุกคน', planOf('ครับ')));
  });

  it('are bounded for a long text', () => {
    const long = Array.from({ length: 20_000 }, (_, index) => String.fromCodePoint(0x4e00 + index)).join('');
    assert.equal(termsOf(long).size, 4096);
  });
});

describe('plan of a keyword', () => {
  it('looks for what is whole, and for all of it', () => {
    assert.deepEqual(planOf('开会'), { words: ['开会'], terms: ['开会'], prefix: undefined });
    assert.deepEqual(planOf(' Hello 世界 '), { words: ['hello', '世界'], terms: ['hello', '世界'], prefix: undefined });
  });

  it('looks for a beginning where nothing is whole', () => {
    assert.deepEqual(planOf('会'), { words: ['会'], terms: [], prefix: '会' });
    assert.deepEqual(planOf('foy'), { words: ['foy'], terms: [], prefix: 'foy' });
    assert.deepEqual(planOf('我 foy'), { words: ['我', 'foy'], terms: [], prefix: 'foy' });
  });

  it('lets the last word be typed on, and a single letter be followed', () => {
    assert.deepEqual(planOf('old hou').terms, ['old']);
    assert.deepEqual(planOf('我要foy').terms, ['我要']);
    assert.deepEqual(planOf('信wechat ok').terms, ['wechat']);
  });

  it('takes a few terms from all over a long keyword', () => {
    const { terms: few, words } = planOf('一二三四五六七八九十甲乙丙丁戊己庚辛壬癸');
    assert.deepEqual(few, ['一二', '五六', '九十', '丙丁', '庚辛']);
    assert.deepEqual(words, ['一二三四五六七八九十甲乙丙丁戊己庚辛壬癸']);
  });

  it('finds nothing by signs that nobody indexes', () => {
    assert.deepEqual(planOf('%_*'), { words: ['%_*'], terms: [], prefix: undefined });
    assert.deepEqual(planOf('   '), { words: [], terms: [], prefix: undefined });
  });

  it('finds every text that holds a keyword of two letters', () => {
    for (const text of ['我们明天下午开会', 'abc明天', '明天', '【明天】', '今明天天']) {
      const plan = planOf('明天');
      assert.ok(plan.terms.every((term) => termsOf(text).has(term)) && holds(text, plan), text);
    }
  });
});

describe('holds', () => {
  it('asks for every word, folded', () => {
    const plan = planOf('ＡＢ 会议');
    assert.ok(holds('会议室 ab-3', plan));
    assert.ok(!holds('会 议 ab', plan));
    assert.ok(!holds('会议室', plan));
  });

  it('folds width and case', () => {
    assert.equal(fold('Ｆoyer ﬁ ①'), 'foyer fi 1');
  });

  it('G76 folds no more of a text than has terms, and finds nothing behind it', async () => {
    const plan = planOf('foo!!');
    const { all } = await foldedBy(() => holds(`foo ${'ﷺ'.repeat(21_800)} foo!!`, plan));
    assert.ok(all <= 4096, String(all));
    assert.ok(holds(`foo!! ${'ﷺ'.repeat(21_800)}`, plan));
    assert.ok(!holds(`${'x '.repeat(2048)}foo!!`, plan));
  });
});
