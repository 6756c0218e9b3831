import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { WireUser } from '../../protocol/index.ts';
import { Api, textData } from '../../web/shared/index.ts';
import { bootApp, type TestApp } from '../support/app.ts';
import { launchChromium } from './chromium.ts';
import { until } from '../support/wait.ts';
import { Line } from './line.ts';

const OFTEN = { points: 100_000, window: 60_000 };

/** One open page and its two sides. */
export interface Scene {
  readonly page: Page;
  readonly visitor: Locator;
  readonly desk: Locator;
}

/** A server with its service account, a browser, and a line between them that can be cut. */
export class Stage {
  readonly served: TestApp;
  readonly line: Line;
  readonly api: Api;
  readonly kefu: WireUser;
  readonly password: string;
  /** What the pages complained about: uncaught errors and reports of the content policy. */
  readonly complaints: string[] = [];
  readonly #browser: Browser;
  readonly #contexts: BrowserContext[] = [];

  static async open(): Promise<Stage> {
    const served = await bootApp({ config: { chat: { sends: { visitor: OFTEN, user: OFTEN } } } });
    const password = await served.app.createAnonymousContext().service.admin.createServiceAccount();
    const line = await Line.to(Number(new URL(served.url).port));
    const { kefu } = await new Api({ base: served.url }).demo();
    return new Stage({ served, line, kefu, password: password ?? '', browser: await launchChromium() });
  }

  private constructor(parts: { served: TestApp; line: Line; kefu: WireUser; password: string; browser: Browser }) {
    this.served = parts.served;
    this.line = parts.line;
    this.api = new Api({ base: parts.served.url });
    this.kefu = parts.kefu;
    this.password = parts.password;
    this.#browser = parts.browser;
  }

  /** The page in a browser profile of its own, connected as a visitor. */
  async scene(options: BrowserContextOptions = {}): Promise<Scene> {
    const context = await this.#browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options });
    this.#contexts.push(context);
    return this.visit(context);
  }

  /** The page in another tab of a profile. */
  async visit(context: BrowserContext): Promise<Scene> {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (/content security policy|refused to/i.test(message.text())) this.complaints.push(message.text());
    });
    await page.goto(this.line.url);
    const scene = { page, visitor: page.locator('#visitor'), desk: page.locator('#desk') };
    await upToDate(scene.visitor);
    return scene;
  }

  /** Signs in on the service side. */
  async signIn({ desk }: Scene, password = this.password): Promise<void> {
    await desk.getByLabel('Username').fill('kefu');
    await desk.getByLabel('Password').fill(password);
    await desk.getByRole('button', { name: 'Sign in' }).click();
  }

  /** Writes as the visitor of a page, without the page. */
  async post(page: Page, texts: readonly string[]): Promise<void> {
    const token = await page.evaluate<string>("localStorage.getItem('foyer.visitor.token')");
    for (const text of texts)
      await this.api.send(token, { sendto_id: this.kefu.id, chatType: 'single', type: 'text', data: textData(text) });
  }

  /** Closes the pages of one test; each begins with none. */
  async clear(): Promise<void> {
    this.line.restore();
    for (const context of this.#contexts.splice(0)) await context.close();
  }

  async close(): Promise<void> {
    await this.clear();
    await this.#browser.close();
    await this.line.stop();
    await this.served.close();
  }
}

/** Waits until a side says so. */
export async function upToDate(side: Locator): Promise<void> {
  await side.locator('.status[data-state=up_to_date]').waitFor();
}

/** Waits for what a page comes to; a browser beside other tests may be slow. */
export function eventually(condition: () => Promise<unknown>): Promise<unknown> {
  return until(condition, { within: 20_000 });
}

/** Writes as a person does. */
export async function write(side: Locator, text: string): Promise<void> {
  const input = side.getByRole('textbox', { name: 'Write a message' });
  await input.fill(text);
  await input.press('Enter');
}

/** What these tests read of an element; it lives in the page, whose types a server's tests do not have. */
export interface PageElement {
  readonly textContent: string | null;
  readonly scrollHeight: number;
  readonly clientHeight: number;
  readonly clientWidth: number;
  readonly scrollWidth: number;
  scrollTop: number;
  querySelector(selector: string): PageElement | null;
  getBoundingClientRect(): { readonly top: number; readonly height: number };
}

/** The messages on a side, as `text · state`. */
export function messages(side: Locator): Promise<string[]> {
  return side.locator('.line').evaluateAll((lines: PageElement[]) =>
    lines.map((line) => {
      const parts = ['.bubble', '.state'].map((part) => line.querySelector(part)?.textContent ?? '');
      return parts.filter((part) => part !== '').join(' · ');
    }),
  );
}
