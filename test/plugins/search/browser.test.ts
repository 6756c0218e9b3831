import assert from 'node:assert/strict';
import { noSeriousViolations } from '../../browser/axe.ts';
import { assertRows, PHONE, SMALL } from '../../browser/phone.ts';
import { shot } from '../../browser/shot.ts';
import { eventually, NARROW, Stage } from '../../browser/stage.ts';
import { chatWith, groupOf, say, twoFriends } from '../../browser/talk.ts';
import { testWithout } from '../../browser/without.ts';

/** In the page: whether the message that was found is on the screen. */
const IN_VIEW = `[...document.querySelectorAll('.bubble')].some((one) => {
  const { top, bottom } = one.getBoundingClientRect();
  return one.textContent.includes('明天我们去吃火锅吧') && top > 0 && bottom < innerHeight;
})`;

describe('web/messenger: search', function () {
  this.timeout(120_000);
  const stage = Stage.serve();

  it('M27 Chinese in the middle of a sentence is found in all and in one chat, marked, and leads to its place', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_search', 'bob_search');
    const groupId = await groupOf(stage, '火锅群', [ann, bob]);
    await say(stage, bob, ann, '明天我们去吃火锅吧', ...Array.from({ length: 120 }, (_, index) => `filler ${index}`));
    await say(stage, bob, groupId, '群里也说<b>火锅</b>');
    for (const [name, options] of Object.entries({ wide: {}, narrow: { ...NARROW, colorScheme: 'dark' as const } })) {
      const page = await stage.screen({ person: ann, ...options });
      await page.getByRole('button', { name: 'Search messages' }).click();
      await page.getByText('What are you looking for?').waitFor();
      await page.getByRole('textbox', { name: 'Search in messages' }).fill('火锅');
      const hits = page.getByRole('list', { name: 'Messages found' }).getByRole('link');
      await page.getByText('2 messages found').waitFor();
      assert.deepEqual(await hits.locator('mark').allTextContents(), ['火锅', '火锅']);
      await hits.first().getByText('<b>').waitFor();
      await noSeriousViolations(page);
      await shot(page, `search-${name}`);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForURL(`**${chatWith(bob)}?seq=1`);
      await eventually(() => page.evaluate<boolean>(IN_VIEW));
      await page.goBack();
      await page.getByText('2 messages found').waitFor();
      assert.equal(await page.getByRole('textbox', { name: 'Search in messages' }).inputValue(), '火锅');
    }
  });

  it('M27 in one chat only that one is searched; nothing found says what to try; a failure is told and tried again', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_within', 'bob_within');
    const groupId = await groupOf(stage, '别的群', [ann, bob]);
    await say(stage, bob, groupId, 'pineapple there');
    await say(stage, bob, ann, 'pineapple here');
    const page = await stage.screen({ person: ann, path: chatWith(bob) });
    await page.locator('.bubble').waitFor();
    await page.getByRole('button', { name: 'Chat options' }).last().click();
    await page.getByRole('menuitem', { name: 'Search this chat' }).click();
    await page.getByRole('heading', { name: 'Search in “bob_within”' }).waitFor();
    const field = page.getByRole('textbox', { name: 'Search in messages' });
    await field.fill('PINE');
    await page.getByText('1 message found').waitFor();
    await page.getByRole('link', { name: 'Search all chats' }).click();
    await page.getByText('2 messages found').waitFor();
    await field.fill('nothing like it');
    await page.getByText('Nothing found for “nothing like it”').waitFor();
    await page.route('**/api/chat/search', (route) => route.abort());
    await field.fill('pine');
    await page.getByRole('alert').getByText('The server does not answer').waitFor();
    await page.unroute('**/api/chat/search');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('2 messages found').waitFor();
  });

  it('G30 what was found has its rows on a phone, and every control is 44 px high', async () => {
    const [ann, bob] = await twoFriends(stage, 'ann_phone', 'bob_phone');
    await say(stage, bob, ann, 'green tea');
    const page = await stage.screen({ person: ann, path: '/app/conversations/search?q=green', ...PHONE });
    await assertRows(page, { 'green tea': '.hit, li' });
    assert.deepEqual(await page.evaluate<readonly string[]>(SMALL), []);
    await shot(page, 'phone-search');
  });

  it('G76 a long word that was found is in sight', async () => {
    const word = 'Donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichen';
    const [me, friend] = await twoFriends(stage, 'ann_long', 'wilhelmina_katharina');
    await say(stage, friend, me, `have you ever seen what they call a ${word} there?`);
    const page = await stage.screen({
      person: me,
      path: '/app/conversations/search?q=Donaudampf',
      ...NARROW,
    });
    const mark = page.locator('.hit mark').first();
    await mark.waitFor();
    const isInSight = `(() => {
      const box = document.querySelector('.hit .text').getBoundingClientRect();
      const [first] = document.querySelector('.hit mark').getClientRects();
      return first.bottom <= box.bottom + 1;
    })()`;
    assert.equal(await page.evaluate<boolean>(isInSight), true);
  });

  it('no screen broke the content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});

testWithout({
  unit: 'search',
  words: ['Search messages', 'Search this chat'],
  addresses: ['/app/conversations/search'],
});
