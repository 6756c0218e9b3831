import assert from 'node:assert/strict';
import { WORDS } from '../../web/demo/words.ts';
import { block } from '../support/factory.ts';
import { eventually, messages, Stage, write, type PageElement, type Scene } from './stage.ts';

/** Contrast of every text in sight with what lies behind it, as `ratio text`; runs in the page. */
const CONTRASTS = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const luminance = (color) => {
    const [r, g, b] = channels(color).map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const color = getComputedStyle(element).backgroundColor;
    return channels(color)[3] === 0 ? behind(element.parentElement) : color;
  };
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
  const texts = [...document.body.querySelectorAll('*')].filter((element) => element.checkVisibility() && hasText(element));
  const placeholders = [...document.querySelectorAll('textarea')].filter((element) => element.checkVisibility());
  const measure = (element, pseudo) => {
    const value = ratio(luminance(getComputedStyle(element, pseudo).color), luminance(behind(element)));
    return value.toFixed(2).padStart(5) + ' ' + (pseudo ? element.placeholder : element.textContent.trim().slice(0, 40));
  };
  return [...texts.map((element) => measure(element)), ...placeholders.map((element) => measure(element, '::placeholder'))];
})()`;

/** Sizes of what is typed, in px. */
const FONT_SIZES = "[...document.querySelectorAll('input, textarea')].map((input) => parseFloat(getComputedStyle(input).fontSize))";

/** The focused element's name and whether it shows that it has the focus. */
const FOCUS = `(() => {
  if (document.activeElement === document.body) return ['nothing', false];
  const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
  const name = document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim();
  return [name || document.activeElement.name, outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2];
})()`;

describe('web/demo for every eye and hand', function () {
  this.timeout(120_000);
  let stage: Stage;

  before(async () => {
    stage = await Stage.open();
  });
  afterEach(() => stage.clear());
  after(() => stage.close());

  /** Every kind of thing that the page can show at a time. */
  async function full(scene: Scene): Promise<void> {
    const { visitor, desk } = scene;
    await write(visitor, 'read by the other side');
    await stage.signIn(scene);
    await desk.locator('.row').first().click();
    await write(desk, 'an answer');
    await eventually(async () => (await messages(visitor)).length === 2);
    const me = await scene.page.evaluate<{ id: number }>("JSON.parse(localStorage.getItem('foyer.visitor.user'))");
    await block(stage.served, stage.kefu.id, me.id);
    await write(visitor, 'refused');
    await visitor.getByRole('button', { name: 'Try again' }).waitFor();
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`W31 every text has a contrast of 4.5:1 at least, ${colorScheme}`, async () => {
      const scene = await stage.scene({ colorScheme });
      const { page, visitor } = scene;
      await full(scene);
      const contrasts = await page.evaluate<string[]>(CONTRASTS);
      await scene.desk.getByRole('button', { name: 'Go offline' }).click();
      stage.line.cut();
      await visitor.getByText('Reconnecting…').waitFor();
      await write(visitor, 'waits');
      contrasts.push(...(await page.evaluate<string[]>(CONTRASTS)));
      stage.line.restore();
      await scene.desk.getByRole('button', { name: 'Sign out' }).click();
      await scene.desk.getByRole('button', { name: 'Sign in' }).click();
      contrasts.push(...(await page.evaluate<string[]>(CONTRASTS)));
      assert.ok(contrasts.length > 60, `${contrasts.length} texts`);
      assert.deepEqual(
        contrasts.filter((line) => Number.parseFloat(line) < 4.5),
        [],
      );
    });
  }

  it('M31 W24 at 360 px it shows one side at a time, nothing sticks out, and nothing makes a phone zoom', async () => {
    const scene = await stage.scene({ viewport: { width: 360, height: 640 } });
    const { page, visitor, desk } = scene;
    const fits = async (): Promise<void> => {
      const [width, height] = await page.evaluate<[number, number]>(
        '[document.documentElement.scrollWidth, document.documentElement.scrollHeight]',
      );
      assert.deepEqual([width, height], [360, 640]);
      const sizes = await page.evaluate<number[]>(FONT_SIZES);
      for (const size of sizes) assert.ok(size >= 16, `${size} px`);
    };
    assert.deepEqual([await visitor.isVisible(), await desk.isVisible()], [true, false]);
    await write(visitor, `a word without end ${'x'.repeat(300)}`);
    await fits();
    await page.getByRole('button', { name: 'Service desk' }).click();
    assert.deepEqual([await visitor.isVisible(), await desk.isVisible()], [false, true]);
    await fits();
    await stage.signIn(scene);
    await desk.locator('.row').first().click();
    await fits();
    assert.equal(await desk.locator('.list').isVisible(), false);
    await desk.getByRole('button', { name: 'All conversations' }).click();
    await desk.locator('.row').first().waitFor();
    await fits();
  });

  it('follows the browser’s language, changes to the other on request and remembers it', async () => {
    const { page, visitor } = await stage.scene({ locale: 'zh-CN' });
    const titles = (): Promise<string[]> => page.locator('h2').allTextContents();
    assert.deepEqual(await titles(), ['访客', '客服台']);
    assert.equal(await page.locator('html').getAttribute('lang'), 'zh-CN');
    await visitor.getByText('已是最新').waitFor();
    await page.getByRole('button', { name: 'English' }).click();
    await visitor.getByText('Up to date').waitFor();
    assert.deepEqual(await titles(), ['Visitor', 'Service desk']);
    await write(visitor, 'hello');
    await visitor.getByText('Today').waitFor();
    await page.reload();
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await page.getByRole('button', { name: '中文' }).click();
    await visitor.getByText('今天').waitFor();
    assert.equal(await visitor.getByRole('textbox').getAttribute('placeholder'), '输入消息');
  });

  it('has every text in both languages, with the same blanks', () => {
    const blanks = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([blank]) => blank).toSorted();
    assert.deepEqual(Object.keys(WORDS.zh), Object.keys(WORDS.en));
    for (const [name, text] of Object.entries(WORDS.en)) {
      const other = WORDS.zh[name as keyof typeof WORDS.en];
      assert.notEqual(other, '', name);
      assert.deepEqual(blanks(other), blanks(text), name);
    }
  });

  it('M30 can be used by keyboard alone, and shows where the focus is', async () => {
    const { page, visitor, desk } = await stage.scene();
    const seen: string[] = [];
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      const [name, isShown] = await page.evaluate<[string, boolean]>(FOCUS);
      if (name === 'nothing') break;
      assert.ok(isShown, `${name} shows no focus`);
      seen.push(name);
    }
    assert.deepEqual(seen, ['中文', 'Go offline', 'Messages', 'Write a message', 'Send', 'username', 'password', 'Sign in']);
    await page.locator('#visitor textarea').focus();
    await page.keyboard.type('typed');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await eventually(async () => (await messages(visitor)).length === 1);
    await page.locator('#desk [name=password]').focus();
    await page.keyboard.type(stage.password);
    await page.keyboard.press('Enter');
    await desk.locator('.row').first().focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('answered');
    await page.keyboard.press('Enter');
    await eventually(async () => (await messages(visitor)).at(-1) === 'answered');
  });

  it('W4 is a live log whose lines name sender and time', async () => {
    const scene = await stage.scene();
    await write(scene.visitor, 'first');
    await write(scene.visitor, 'second');
    await eventually(async () => (await messages(scene.visitor)).join() === 'first · Sent,second · Sent');
    const log = scene.visitor.getByRole('log', { name: 'Messages' });
    assert.equal(await log.count(), 1);
    const metas = await log.locator('.meta').evaluateAll((lines: PageElement[]) => lines.map(({ textContent }) => textContent ?? ''));
    for (const text of metas) assert.match(text, /^You, \d\d:\d\dSent$/);
    assert.equal(await scene.visitor.getByRole('status').textContent(), 'Up to date');
  });

  it('no page broke the content policy or threw', () => {
    assert.deepEqual(stage.complaints, []);
  });
});
