import assert from 'node:assert/strict';
import { eventually, messages, Stage, upToDate, write, type PageElement, type Scene } from './stage.ts';

describe('web/demo in a browser', function () {
  this.timeout(120_000);
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  after(() => stage.close());

  /** A visitor has written `text`, and the service side is signed in with that conversation open. */
  async function talking(text: string): Promise<Scene> {
    const scene = await stage.scene();
    await write(scene.visitor, text);
    await stage.signIn(scene);
    await scene.desk.getByRole('button', { name: text }).click();
    await eventually(async () => (await messages(scene.desk)).includes(text));
    return scene;
  }

  it('W6 both sides talk live, each sees how far its messages got', async () => {
    const { visitor, desk } = await talking('hello from outside');
    await write(desk, 'hello from inside');
    await eventually(async () => (await messages(visitor)).includes('hello from inside'));
    await eventually(async () => (await messages(visitor))[0] === 'hello from outside · Read');
    await eventually(async () => (await messages(desk))[1] === 'hello from inside · Read');
  });

  it('D43 W18 HTML typed by either side shows as text', async () => {
    const html = '<img src=x onerror="window.hurt = 1"><b>bold</b><script>window.hurt = 1</script>';
    const { page, visitor, desk } = await talking(html);
    await write(desk, html);
    await eventually(async () => (await messages(visitor)).length === 2);
    assert.deepEqual(
      (await messages(visitor)).map((text) => text.split(' · ')[0]),
      [html, html],
    );
    assert.equal(await page.locator('.bubble *, .row-last *').count(), 0);
    assert.equal(await page.evaluate<boolean>("'hurt' in window"), false);
    assert.match((await desk.locator('.row-last').first().textContent()) ?? '', /<img src=x/);
  });

  it('A3 counts what is not read, in the list and on the switch of a narrow page, until it is opened', async () => {
    const scene = await stage.scene();
    const { page, visitor, desk } = scene;
    await write(visitor, 'one');
    await write(visitor, 'two');
    await stage.signIn(scene);
    const row = desk.getByRole('button', { name: '2 unread' });
    await row.waitFor();
    await page.setViewportSize({ width: 360, height: 700 });
    const side = page.getByRole('button', { name: 'Service desk 2' });
    await side.click();
    await row.click();
    await page.getByRole('button', { name: 'Service desk', exact: true }).waitFor();
    assert.equal(await row.count(), 0);
    await desk.getByRole('button', { name: 'All conversations' }).click();
    await desk.getByRole('button', { name: 'two' }).waitFor();
  });

  it('what is written while one side is away waits, and arrives in order', async () => {
    const { visitor, desk } = await talking('before');
    await desk.getByRole('button', { name: 'Go offline' }).click();
    await desk.getByText('Offline. What others write waits on the server.').waitFor();
    for (const text of ['one', 'two', 'three']) await write(visitor, text);
    await eventually(async () => (await messages(visitor)).at(-1) === 'three · Sent');
    await write(desk, 'written offline');
    assert.equal((await messages(desk)).at(-1), 'written offline · Waiting for the connection');
    await desk.getByRole('button', { name: 'Come back' }).click();
    await upToDate(desk);
    await eventually(async () => (await messages(desk)).length === 5);
    const texts = (await messages(desk)).map((text) => text.split(' · ')[0]);
    assert.deepEqual(texts, ['before', 'one', 'two', 'three', 'written offline']);
    await eventually(async () => (await messages(visitor)).at(-1) === 'written offline');
  });

  it('W7 W8 a cut line is told at once, and one message arrives once', async () => {
    const { visitor, desk } = await talking('before the cut');
    stage.line.cut();
    await visitor.getByText('Reconnecting…').waitFor({ timeout: 5000 });
    await write(visitor, 'during the cut');
    assert.equal((await messages(visitor)).at(-1), 'during the cut · Waiting for the connection');
    stage.line.restore();
    await upToDate(visitor);
    await upToDate(desk);
    await eventually(async () => (await messages(desk)).at(-1) === 'during the cut');
    assert.deepEqual(await messages(desk), ['before the cut', 'during the cut']);
    assert.equal((await messages(visitor)).length, 2);
  });

  it('W10 a reload keeps the identity, the conversation, the draft and what was not sent', async () => {
    const scene = await talking('first visit');
    const { page, visitor } = scene;
    await visitor.getByRole('button', { name: 'Go offline' }).click();
    await write(visitor, 'not sent yet');
    await visitor.getByRole('textbox').fill('half a sen');
    await page.reload();
    await upToDate(visitor);
    await eventually(async () => (await messages(visitor)).length === 2);
    assert.equal((await messages(visitor))[0], 'first visit · Read');
    assert.deepEqual(
      (await messages(visitor)).map((text) => text.split(' · ')[0]),
      ['first visit', 'not sent yet'],
    );
    assert.equal(await visitor.getByRole('textbox').inputValue(), 'half a sen');
    await upToDate(scene.desk);
    await eventually(async () => (await scene.desk.locator('.row').count()) > 0);
    assert.equal(await scene.desk.getByRole('button', { name: 'Sign in' }).count(), 0);
  });

  it('W11 two tabs are one visitor; a message in one shows in the other', async () => {
    const first = await stage.scene();
    const second = await stage.visit(first.page.context());
    await write(first.visitor, 'from the first tab');
    await eventually(async () => (await messages(second.visitor)).length === 1);
    await write(second.visitor, 'from the second tab');
    await eventually(async () => (await messages(first.visitor)).length === 2);
    assert.deepEqual(
      (await messages(first.visitor)).map((text) => text.split(' · ')[0]),
      ['from the first tab', 'from the second tab'],
    );
  });

  it('A18 a refused message says why, keeps its text, and can be tried again or deleted', async () => {
    const { visitor } = await stage.scene();
    const { admin } = stage.served.app.createAnonymousContext().service;
    const { id } = await admin.find('kefu');
    await admin.disable(id);
    await write(visitor, 'refused');
    await write(visitor, 'refused too');
    await eventually(async () => (await messages(visitor)).every((text) => text.includes('Not sent: The recipient')));
    await admin.enable(id);
    await visitor.locator('.line', { hasText: 'refused too' }).getByRole('button', { name: 'Delete' }).click();
    await visitor.getByRole('button', { name: 'Try again' }).click();
    await eventually(async () => (await messages(visitor)).join() === 'refused · Sent');
  });

  it('W5 Enter sends, Shift+Enter makes a line, Enter of an input method does neither', async () => {
    const { visitor } = await stage.scene();
    const input = visitor.getByRole('textbox');
    await input.pressSequentially('one');
    await input.press('Shift+Enter');
    await input.pressSequentially('two');
    await input.dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true, cancelable: true });
    await input.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, bubbles: true, cancelable: true });
    assert.equal(await input.inputValue(), 'one\ntwo');
    await input.press('Enter');
    await eventually(async () => (await messages(visitor))[0] === 'one\ntwo · Sent');
    assert.equal(await input.inputValue(), '');
    await input.press('Enter');
    await write(visitor, '   ');
    assert.equal((await messages(visitor)).length, 1);
  });

  it('W16 older messages come while scrolling up and the line in sight stays; new ones below are announced', async () => {
    const { visitor, desk, page } = await talking('number 0');
    await stage.post(
      page,
      Array.from({ length: 75 }, (_, i) => `number ${i + 1}`),
    );
    await eventually(async () => (await messages(desk)).at(-1) === 'number 75');
    await page.reload();
    await upToDate(desk);
    await desk.locator('.row').first().click();
    await eventually(async () => (await messages(desk)).length === 50);
    const log = desk.getByRole('log');
    const offset = (): Promise<number> =>
      desk.getByText('number 30', { exact: true }).evaluate((line: PageElement) => line.getBoundingClientRect().top);
    await log.evaluate((scroller: PageElement) => void (scroller.scrollTop = 10));
    const before = await offset();
    await eventually(async () => (await messages(desk)).length === 76);
    assert.ok(Math.abs((await offset()) - before) < 40, `moved by ${(await offset()) - before} px`);
    await write(visitor, 'you are far up');
    await desk.getByRole('button', { name: 'New messages' }).click();
    await eventually(() => log.evaluate((scroller: PageElement) => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 5));
    await log.evaluate((scroller: PageElement) => void (scroller.scrollTop = 0));
    await desk.getByText('Here the conversation begins').waitFor();
  });

  it('W21 a wrong sign-in says so next to the field and keeps what was typed', async () => {
    const scene = await stage.scene();
    const { desk, page } = scene;
    await desk.getByRole('button', { name: 'Sign in' }).click();
    await desk.getByText('Enter your password.').waitFor();
    assert.equal(await page.evaluate<string>('document.activeElement.name'), 'password');
    await stage.signIn(scene, 'wrong one');
    await desk.getByText('Wrong username or password').waitFor();
    const password = desk.getByLabel('Password');
    assert.equal(await password.getAttribute('aria-invalid'), 'true');
    assert.equal(await password.inputValue(), 'wrong one');
    const described = await password.getAttribute('aria-describedby');
    assert.equal(await desk.locator(`[id="${described}"]`).textContent(), 'Wrong username or password');
    stage.line.cut();
    await desk.getByRole('button', { name: 'Sign in' }).click();
    await desk.getByText('The server does not answer. Try again in a moment.').waitFor();
  });

  it('D19 M25 signing in elsewhere ends this one with a word, and nothing of it stays on the screen', async () => {
    const { desk } = await talking('secret of one agent');
    const other = await stage.scene();
    await stage.signIn(other);
    await upToDate(other.desk);
    await desk.getByText('You were signed out: this account signed in somewhere else.').waitFor();
    assert.equal(await desk.getByText('secret of one agent').count(), 0);
    await other.desk.getByRole('button', { name: 'Sign out' }).click();
    await other.desk.getByRole('button', { name: 'Sign in' }).waitFor();
    await stage.signIn(other);
    await upToDate(other.desk);
    await other.desk.getByRole('button', { name: 'secret of one agent' }).waitFor();
  });

  it('D03 a visit that was ended says so, and a new one begins with nothing of the old', async () => {
    const { page, visitor } = await stage.scene();
    await write(visitor, 'of the first visit');
    await eventually(async () => (await messages(visitor))[0]?.endsWith('Sent'));
    const me = await page.evaluate<{ id: number }>("JSON.parse(localStorage.getItem('foyer.visitor.user'))");
    await stage.served.app.createAnonymousContext().service.admin.signOut(me.id);
    await visitor.getByText('This visit has ended.').waitFor();
    await visitor.getByRole('button', { name: 'Start a new visit' }).click();
    await upToDate(visitor);
    assert.deepEqual(await messages(visitor), []);
    await write(visitor, 'of the second visit');
    await eventually(async () => (await messages(visitor)).join() === 'of the second visit · Sent');
  });

  it('no page broke the content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});
