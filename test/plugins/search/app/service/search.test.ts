import assert from 'node:assert/strict';
import type { Identity } from '../../../../../app/account/identity.ts';
import { commit } from '../../../../../app/messaging/journal/commit.ts';
import type { SearchPage, SearchRequest } from '../../../../../plugins/search/app/service/search.ts';
import { anew } from '../../../../support/anew.ts';
import { conversationOf, draft, fill } from '../../../../support/draft.ts';
import { createUser, type TestUser } from '../../../../support/factory.ts';
import { foldedBy } from '../../../../support/folded.ts';
import { describeStores } from '../../../../support/matrix.ts';
import words from '../../../../../plugins/search/web/texts.ts';

const OFTEN = { points: 100_000, window: 60_000 };

describeStores('search service', (store) => {
  const target = store.serve({ config: { search: { limit: OFTEN } } });
  const me = anew(() => createUser(target));
  const ann = anew(() => createUser(target));
  const bob = anew(() => createUser(target));

  async function identityOf({ id, token }: TestUser): Promise<Identity> {
    const identity = await target.app.createAnonymousContext().service.session.authenticate(token);
    assert.equal(identity.user.id, id);
    return identity;
  }

  async function find(user: TestUser, keyword: string, over: Partial<SearchRequest> = {}): Promise<SearchPage> {
    const request = { keyword, conversation: undefined, from: undefined, before: undefined, limit: 20, ...over };
    return target.app.createAnonymousContext().service.search.find(await identityOf(user), request);
  }

  const texts = async (...args: Parameters<typeof find>): Promise<string[]> =>
    (await find(...args)).hits.map(({ message }) => message.data);

  async function say(from: TestUser, to: TestUser, ...said: string[]): Promise<number> {
    const conversation = await conversationOf(target, from.id, to.id);
    await fill(target, conversation, { from: from.id, texts: said });
    return conversation;
  }

  it('finds two Chinese characters within a sentence, the newest first', async () => {
    await say(ann, me, '我们明天下午开会', '天明了', '明日', '不是今天是明天');
    assert.deepEqual(await texts(me, '明天'), ['不是今天是明天', '我们明天下午开会']);
    assert.deepEqual(await texts(me, '明天下午'), ['我们明天下午开会']);
  });

  it('G76 a search of long messages lets others have their turn between them', async () => {
    await say(ann, me, ...Array.from({ length: 80 }, () => `foo ${'ﷺ'.repeat(4000)}`));
    while ((await find(me, 'foo')).partial);
    const { all, atOnce } = await foldedBy(async () => assert.deepEqual(await texts(me, 'foo!!'), []));
    assert.ok(all >= 80 * 4000 && atOnce <= 20 * 4096, `${all}, at once ${atOnce}`);
  });

  it('finds no text that has the pairs but not the word', async () => {
    await say(ann, me, '明天 天下 下午', '明天下午');
    assert.deepEqual(await texts(me, '明天下午'), ['明天下午']);
  });

  it('finds one Chinese character wherever it stands, and the beginning of a word', async () => {
    await say(ann, me, '会议', '开会', '会', '没有', 'Foyer is open', 'my foyer', 'xfoyer');
    assert.deepEqual(await texts(me, '会'), ['会', '开会', '会议']);
    assert.deepEqual(await texts(me, 'FOY'), ['my foyer', 'Foyer is open']);
  });

  it('finds several words that all occur, whatever their order, case and width', async () => {
    await say(ann, me, 'Order 66 明天到', '明天', 'ORDER 66', '明天 order ６６');
    assert.deepEqual(await texts(me, 'order 明天'), ['明天 order ６６', 'Order 66 明天到']);
    assert.deepEqual(await texts(me, '６６ order'), ['明天 order ６６', 'ORDER 66', 'Order 66 明天到']);
  });

  it('D13 takes % and _ and odd texts literally', async () => {
    await say(ann, me, '100% sure', '100 sure', 'a_b', 'axb', '* + ? ( [ \\ . | $', "'; DROP TABLE term");
    assert.deepEqual(await texts(me, '100% sure'), ['100% sure']);
    assert.deepEqual(await texts(me, 'a_b'), ['a_b']);
    assert.deepEqual(await texts(me, "'; drop table"), ["'; DROP TABLE term"]);
    for (const odd of ['%', '_', '* + ?', '   ', '\\', "'", '\u{10FFFF}', '\u202e']) assert.deepEqual(await texts(me, odd), [], odd);
  });

  it('finds emoji', async () => {
    await say(ann, me, '好的👍', '👎');
    assert.deepEqual(await texts(me, '👍'), ['好的👍']);
  });

  for (const [text, ...keywords] of [
    ['สวัสดีครับทุกคน', 'ครับ', 'ทุกคน'],
    ['ສະບາຍດີຕອນເຊົ້າ', 'ຕອນ'],
    ['សួស្តីពេលព្រឹក', 'ពេល'],
    ['မင်္ဂလာနံနက်ခင်းပါ', 'နံနက်'],
    ['the soft\u00adware of zero\u200bwidth', 'software', 'zerowidth', 'soft\u200bware', 'zero\u00adwidth'],
    ['to Paris 🇫🇷 and Berlin 🇩🇪', '🇫🇷', '🇩🇪'],
    ['up ⬆ and → on', '⬆', '→'],
    ['cafe\u0301 and caf\u00e9', 'caf\u00e9', 'cafe\u0301'],
    ['ΟΔΟΣ ΟΔΟΣΑ', 'οδος', 'οδοσ'],
  ] as const)
    it(`G76 finds ${text} by every part of it`, async () => {
      await say(ann, me, text, 'something else');
      for (const keyword of keywords) assert.deepEqual(await texts(me, keyword), [text], keyword);
    });

  it('G76 does not look for punctuation alone, nor behind 4,096 characters, as the screens say', async () => {
    await say(ann, me, '?!?! what', `${'filler '.repeat(600)}beyond`);
    for (const keyword of ['?!?!', 'beyond', 'filler beyond']) assert.deepEqual(await texts(me, keyword), [], keyword);
    const { zh, en } = words;
    assert.match(zh.nothingText, /标点.*4096/);
    assert.match(en.nothingText, /Punctuation.*4,096/);
  });

  it("D42 finds nothing of others' conversations", async () => {
    const theirs = await say(ann, bob, '他们的秘密');
    await say(ann, me, '我的秘密');
    assert.deepEqual(await texts(me, '秘密'), ['我的秘密']);
    assert.deepEqual(await texts(bob, '秘密'), ['他们的秘密']);
    await assert.rejects(find(me, '秘密', { conversation: theirs }), { code: 'conversation_not_found' });
    await assert.rejects(find(me, '秘密', { conversation: 2 ** 40 }), { code: 'conversation_not_found' });
  });

  it('finds what was said since one joined, and in one conversation where that is asked', async () => {
    const { sql } = target.app;
    const first = await say(ann, me, '会议一', '会议二');
    const second = await say(bob, me, '会议三');
    assert.deepEqual(await texts(me, '会议', { conversation: second }), ['会议三']);
    await sql.execute('UPDATE member SET joined_seq = 1 WHERE user_id = ? AND conversation_id = ?', [me.id, first]);
    assert.deepEqual(await texts(me, '会议'), ['会议三', '会议二']);
    assert.deepEqual(await texts(me, '会', { conversation: first }), ['会议二']);
    assert.deepEqual(await texts(ann, '会议'), ['会议二', '会议一']);
  });

  it('finds what one sender said', async () => {
    await say(ann, me, '会议一');
    await say(me, ann, '会议二');
    assert.deepEqual(await texts(me, '会议', { from: ann.id }), ['会议一']);
    assert.deepEqual(await texts(me, '会议', { from: bob.id }), []);
  });

  it('finds names of files and what the published client wraps, but neither addresses nor notices', async () => {
    const conversation = await conversationOf(target, ann.id, me.id);
    const wrap = (data: string, otherData: object | null = null): string => JSON.stringify({ data, dataType: false, otherData });
    await commit(target.app.sql, [
      draft(conversation, { senderId: ann.id, data: wrap('合同在这里') }),
      draft(conversation, { senderId: ann.id, type: 'file', data: wrap('https://example.com/合同', { name: '合同.pdf' }) }),
      draft(conversation, { senderId: ann.id, type: 'image', data: wrap('https://example.com/合同.png') }),
      draft(conversation, { senderId: 0, type: 'systemNotice', data: wrap('合同') }),
    ]);
    const { hits } = await find(me, '合同');
    assert.deepEqual(
      hits.map(({ message: { type, seq } }) => [type, seq]),
      [
        ['file', 2],
        ['text', 1],
      ],
    );
    assert.deepEqual(await texts(me, 'example'), []);
    assert.deepEqual(await texts(me, 'dataType'), []);
  });

  it('finds nothing in a banned group, and still all in a dissolved one', async () => {
    const { sql } = target.app;
    const now = Date.now();
    const { insertId: id } = await sql.execute(`INSERT INTO conversation (kind, name_key, created_at) VALUES ('group', ?, ?)`, [
      `group:test:${me.id}`,
      now,
    ]);
    await sql.execute(`INSERT INTO chat_group (id, owner_id, name, status, created_at, updated_at) VALUES (?, ?, 'test', 2, ?, ?)`, [
      id,
      ann.id,
      now,
      now,
    ]);
    for (const user of [me, ann]) {
      await sql.execute('INSERT INTO member (user_id, conversation_id, peer_id, created_at) VALUES (?, ?, ?, ?)', [user.id, id, id, now]);
    }
    await fill(target, id, { from: ann.id, texts: ['群里说的'] });
    assert.deepEqual(await texts(me, '群里'), ['群里说的']);
    assert.deepEqual(await texts(bob, '群里'), []);
    await sql.execute('UPDATE chat_group SET status = 0 WHERE id = ?', [id]);
    assert.deepEqual(await texts(me, '群里'), []);
  });

  describe('pages', () => {
    /** Every page, to the last. */
    async function walk(user: TestUser, keyword: string, over: Partial<SearchRequest>): Promise<string[]> {
      const all: string[] = [];
      for (let before: string | undefined, pages = 0; pages === 0 || before !== undefined; pages += 1) {
        assert.ok(pages < 200, 'the pages have no end');
        const page = await find(user, keyword, { ...over, before });
        assert.ok(page.hits.length <= (over.limit ?? 20));
        all.push(...page.hits.map(({ message }) => message.data));
        before = page.next;
      }
      return all;
    }

    it('hold every hit of several conversations once, by time', async () => {
      const said: string[] = [];
      for (let round = 0; round < 12; round += 1) {
        for (const peer of [ann, bob]) {
          const text = `第${round}次会议 ${peer.username}`;
          said.unshift(text);
          await say(peer, me, text, '无关');
        }
      }
      const sorted = (all: string[]): string[] => all.toSorted();
      for (const [keyword, limit] of [
        ['会议', 5],
        ['次会议', 1],
        ['会', 7],
        ['会议 次', 50],
      ] as const) {
        const found = await walk(me, keyword, { limit });
        assert.deepEqual(sorted(found), sorted(said), keyword);
      }
      const times = (await find(me, '会议', { limit: 50 })).hits.map(({ message }) => message.createdAt);
      assert.deepEqual(
        times,
        times.toSorted((a, b) => b - a),
      );
    });

    it('end by the number of candidates too, and go on behind them', async () => {
      const few = await store.boot({ config: { search: { scan: 250, limit: OFTEN } } });
      try {
        const [reader, writer] = await Promise.all([createUser(few), createUser(few)]);
        const conversation = await conversationOf(few, reader.id, writer.id);
        const chaff = Array.from({ length: 700 }, (_, index) => `天下 明天 ${index}`);
        await fill(few, conversation, { from: writer.id, texts: ['明天下去', ...chaff] });
        const { session, search } = few.app.createAnonymousContext().service;
        const identity = await session.authenticate(reader.token);
        const counts: number[] = [];
        for (let before: string | undefined, pages = 0; pages === 0 || before !== undefined; pages += 1) {
          const page = await search.find(identity, { keyword: '明天下', conversation: undefined, from: undefined, before, limit: 20 });
          counts.push(page.hits.length);
          before = page.next;
        }
        assert.deepEqual(counts, [0, 0, 1]);
      } finally {
        await few.close();
      }
    });
  });

  it('says that it is partial until the rest is indexed', async () => {
    const few = await store.boot({ config: { search: { catchUp: 100, interval: 3_600_000 } } });
    try {
      const [reader, writer] = await Promise.all([createUser(few), createUser(few)]);
      const conversation = await conversationOf(few, reader.id, writer.id);
      await fill(few, conversation, { from: writer.id, texts: Array.from({ length: 250 }, (_, index) => `会议${index}`) });
      const { session, search } = few.app.createAnonymousContext().service;
      const identity = await session.authenticate(reader.token);
      const pages: [boolean, string | undefined][] = [];
      for (let tries = 0; tries < 4; tries += 1) {
        const page = await search.find(identity, {
          keyword: '会议',
          conversation: undefined,
          from: undefined,
          before: undefined,
          limit: 1,
        });
        pages.push([page.partial, page.hits[0]?.message.data]);
      }
      assert.deepEqual(pages, [
        [true, '会议99'],
        [true, '会议199'],
        [false, '会议249'],
        [false, '会议249'],
      ]);
    } finally {
      await few.close();
    }
  });

  it('D07 is limited per user', async () => {
    const few = await store.boot({ config: { search: { limit: { points: 2, window: 60_000 } } } });
    try {
      const [one, two] = await Promise.all([createUser(few), createUser(few)]);
      const { session, search } = few.app.createAnonymousContext().service;
      const [first, second] = await Promise.all([session.authenticate(one.token), session.authenticate(two.token)]);
      const request = { keyword: '会', conversation: undefined, from: undefined, before: undefined, limit: 1 };
      await Promise.all([search.find(first, request), search.find(first, request)]);
      await assert.rejects(search.find(first, request), { code: 'too_many' });
      await search.find(second, request);
    } finally {
      await few.close();
    }
  });
});
