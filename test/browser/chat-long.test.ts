import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { shot } from './shot.ts';
import { eventually, Stage, type PageElement, type Person } from './stage.ts';
import { chatWith, say, twoFriends, type } from './talk.ts';

/** Text and place of the first message that is wholly in sight; runs in the page. */
const ANCHOR = `(() => {
  const top = document.querySelector('.scroller[role=log]').getBoundingClientRect().top;
  const bubble = [...document.querySelectorAll('.bubble')].map((one) => ({ text: one.textContent, top: one.getBoundingClientRect().top - top }));
  return bubble.filter((one) => one.top >= 0).sort((a, b) => a.top - b.top)[0];
})()`;
const LOG = '.scroller[role=log]';

interface Anchor {
  readonly text: string;
  readonly top: number;
}

describe('web/messenger: long conversations', function () {
  this.timeout(120_000);
  const stage = Stage.serve();

  /** Two friends with so many messages between them, all by the second; the first has read the first of them. */
  async function talk(name: string, count: number): Promise<readonly [Person, Person]> {
    const pair = await twoFriends(stage, `ann_${name}`, `bob_${name}`);
    await say(stage, pair[1], pair[0], 'line 1');
    const { sql } = stage.served.app;
    const [row] = await sql.query<{ id: number; time: number }>(
      'SELECT conversation_id AS id, created_at AS time FROM message WHERE sender_id = ?',
      [pair[1].id],
    );
    const { id = 0, time = 0 } = row ?? {};
    await sql.execute(
      `INSERT INTO message (conversation_id, seq, sender_id, client_id, type, data, options, created_at)
       WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
       SELECT ?, i, ?, randomblob(16), 'text', 'line ' || i, NULL, ? + i FROM n`,
      [count, id, pair[1].id, time],
    );
    await sql.execute('UPDATE conversation SET last_seq = ?, last_at = ? WHERE id = ?', [count, time + count, id]);
    await sql.execute('UPDATE member SET read_seq = ?, delivered_seq = ? WHERE conversation_id = ?', [count, count, id]);
    stage.served.app.invalidate([`conversation:single:${pair[0].id}:${pair[1].id}`]);
    return pair;
  }

  async function topOf(page: Page, text: string): Promise<number> {
    return page.evaluate<number>(
      `(() => { const log = document.querySelector('${LOG}').getBoundingClientRect().top;
        const found = [...document.querySelectorAll('.bubble')].find((one) => one.textContent === '${text}');
        return found ? found.getBoundingClientRect().top - log : NaN; })()`,
    );
  }

  it('M33 50,000 messages: older ones come in without moving what is in sight, and little is kept', async () => {
    const [ann, bob] = await talk('long', 50_000);
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await page.getByText('line 50000', { exact: true }).first().waitFor();
    const log = page.locator(LOG);
    const before = await heapOf(page);
    const rendered: number[] = [];
    let first = 50_000;
    for (let round = 0; round < 80 && first > 48_800; round++) {
      const moved = await log.evaluate((element: PageElement) => {
        const before = element.scrollTop;
        element.scrollTop = Math.max(0, before - 3000);
        return before !== element.scrollTop;
      });
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      const anchor: Anchor = await eventually(() => page.evaluate<Anchor>(ANCHOR));
      // Lines only move while somebody scrolls: what was first in sight is still there when the page of history is.
      await page.locator('.older').waitFor({ state: 'detached' });
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
      const top = await topOf(page, anchor.text);
      // Less than a line: where one has scrolled to the very top, a line changes its distance once it follows another.
      assert.ok(Math.abs(top - anchor.top) < 20, `${anchor.text}: ${anchor.top} → ${top} (moved: ${moved})`);
      const number = Number(anchor.text.replace('line ', ''));
      assert.ok(number <= first, `${number} after ${first}`);
      first = number;
      rendered.push(await page.locator('.bubble').count());
    }
    assert.ok(first <= 48_800, `came to ${first}`);
    assert.ok(Math.max(...rendered) < 120, `${Math.max(...rendered)} in the page`);
    const grown = (await heapOf(page)) - before;
    assert.ok(grown < 20, `the page holds ${grown.toFixed(1)} MiB more`);
    await page.getByRole('button', { name: 'To the latest message' }).click();
    await page.getByText('line 50000', { exact: true }).first().waitFor();
    await type(page, 'at the end');
    await page.locator('.bubble', { hasText: 'at the end' }).waitFor();
  });

  it('M18 M27 an address with a place far up leads there; from there one scrolls down to the end', async () => {
    const [ann, bob] = await talk('jump', 2000);
    const page = await stage.screen({ person: ann, path: `${chatWith(bob)}?seq=700` });
    await page.locator('.flashing', { hasText: 'line 700' }).waitFor();
    await page.getByText('line 700', { exact: true }).waitFor();
    await shot(page, 'chat-jump');
    const log = page.locator(LOG);
    await eventually(async () => {
      await log.evaluate((element: PageElement) => (element.scrollTop = element.scrollHeight));
      return (await page.locator('.bubble', { hasText: 'line 2000' }).count()) > 0;
    });
    await page.getByRole('button', { name: 'To the latest message' }).waitFor({ state: 'detached' });
  });

  it('M21 one enters at the first unread line, reads on seeing, and the pill counts the rest', async () => {
    const [ann, bob] = await talk('unread', 300);
    const [row] = await stage.served.app.sql.query<{ id: number }>('SELECT conversation_id AS id FROM member WHERE user_id = ?', [ann.id]);
    const read = async (): Promise<number> => {
      const query = 'SELECT read_seq AS seq FROM member WHERE user_id = ? AND conversation_id = ?';
      return (await stage.served.app.sql.query<{ seq: number }>(query, [ann.id, row?.id ?? 0]))[0]?.seq ?? 0;
    };
    await stage.served.app.sql.execute('UPDATE member SET read_seq = 240 WHERE user_id = ?', [ann.id]);
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await page.getByText('New messages', { exact: true }).waitFor();
    assert.ok((await topOf(page, 'line 241')) < 200);
    await eventually(async () => (await read()) > 240);
    assert.ok((await read()) < 300, `read to ${await read()}`);
    const pill = page.getByRole('button', { name: /\d+ new/ });
    await pill.waitFor();
    await shot(page, 'chat-unread');
    const before = await page.evaluate<Anchor>(ANCHOR);
    await say(stage, bob, ann, 'one more');
    await eventually(async () => (await topOf(page, before.text)) === before.top);
    await pill.click();
    await page.locator('.bubble', { hasText: 'one more' }).waitFor();
    await eventually(async () => (await read()) === 301);
    await pill.waitFor({ state: 'detached' });
    await say(stage, bob, ann, 'and another');
    await page.locator('.bubble', { hasText: 'and another' }).waitFor();
    await eventually(async () => (await read()) === 302);
  });

  it('no screen broke the content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});

/** MiB of JavaScript objects that the page holds on to, after a collection. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize / 1024 / 1024;
}
