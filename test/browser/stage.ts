import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { PluginConfig } from '#kernel';
import type { WireUser } from '../../protocol/index.ts';
import { Api } from '../../web/shared/index.ts';
import { bootApp, type TestApp } from '../support/app.ts';
import { launchChromium } from './chromium.ts';
import { until } from '../support/wait.ts';
import { Line } from './line.ts';

const OFTEN = { points: 100_000, window: 60_000 };

/** Of every person of these tests. */
export const PASSWORD = 'open sesame';

/** Sizes of a screen. */
export const WIDE = { viewport: { width: 1280, height: 800 } };
export const NARROW = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** A registered user, and the token to act as it. */
export interface Person {
  readonly id: number;
  readonly username: string;
  readonly token: string;
}

/** How a screen is opened: at `/app` in a profile of its own where nothing else is said. */
export interface ScreenOptions extends BrowserContextOptions {
  /** Below the server's address. */
  readonly path?: string;
  /** Signed in as this one. */
  readonly person?: Person;
}

/** A server with its service account, a browser, and a line between them that can be cut. */
export class Stage {
  served!: TestApp;
  line!: Line;
  api!: Api;
  kefu!: WireUser;
  password = '';
  /** What the pages complained about: uncaught errors and reports of the content policy. */
  readonly complaints: string[] = [];
  readonly #launch: () => Promise<Browser>;
  readonly #plugins: PluginConfig;
  readonly #contexts: BrowserContext[] = [];
  #browser!: Browser;

  static async open(): Promise<Stage> {
    const stage = new Stage(launchChromium, {});
    await stage.#open();
    return stage;
  }

  private constructor(launch: () => Promise<Browser>, plugins: PluginConfig) {
    this.#launch = launch;
    this.#plugins = plugins;
  }

  /** The stage of a suite: it opens before the tests, is cleared after each, and closes after them. */
  static serve(launch = launchChromium, plugins: PluginConfig = {}): Stage {
    const stage = new Stage(launch, plugins);
    before(() => stage.#open());
    afterEach(() => stage.clear());
    after(() => stage.close());
    return stage;
  }

  async #open(): Promise<void> {
    this.served = await bootApp({ plugins: this.#plugins, config: { chat: { sends: { visitor: OFTEN, user: OFTEN } } } });
    this.password = (await this.served.app.createAnonymousContext().service.admin.createServiceAccount()) ?? '';
    this.line = await Line.to(Number(new URL(this.served.url).port));
    this.api = new Api({ base: this.served.url });
    ({ kefu: this.kefu } = await this.api.demo());
    this.#browser = await this.#launch();
  }

  /** A page of the built screens, wide and light unless the options say otherwise. */
  async screen({ path = '/app', person, ...options }: ScreenOptions = {}): Promise<Page> {
    const storageState = person && {
      cookies: [],
      origins: [{ origin: this.line.url, localStorage: [{ name: 'foyer.app.token', value: person.token }] }],
    };
    const context = await this.#browser.newContext({ locale: 'en-GB', ...WIDE, ...options, ...(storageState && { storageState }) });
    this.#contexts.push(context);
    return this.tab(context, path);
  }

  /** A page of somebody's settings, up to date. */
  async settings(person: Person, page: string, options: Omit<ScreenOptions, 'path' | 'person'> = {}): Promise<Page> {
    const opened = await this.screen({ ...options, person, path: `/app/settings/${page}` });
    await settled(opened);
    return opened;
  }

  /** Another page in the profile of a screen. */
  async tab(context: BrowserContext, path = '/app'): Promise<Page> {
    const page = await this.#page(context);
    await page.goto(this.line.url + path);
    return page;
  }

  /** A user who has registered. */
  async person(username: string): Promise<Person> {
    const { id, token } = await this.api.register({ username, password: PASSWORD });
    return { id, username, token };
  }

  /** Closes the pages of one test; each begins with none. */
  async clear(): Promise<void> {
    this.line.restore();
    for (const context of this.#contexts.splice(0)) await context.close();
  }

  async #page(context: BrowserContext): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (/content security policy|refused to/i.test(message.text())) this.complaints.push(message.text());
    });
    return page;
  }

  async close(): Promise<void> {
    await this.clear();
    await this.#browser.close();
    await this.line.stop();
    await this.served.close();
  }
}

/** Waits until the messenger has everything that the server has. */
export async function settled(page: Page): Promise<void> {
  await page.locator('.connection[data-state=up_to_date]').waitFor({ state: 'attached' });
}

/** Waits for what a page comes to; a browser beside other tests may be slow. */
export function eventually<T>(condition: () => Promise<T>): Promise<T> {
  return until(condition, { within: 20_000 });
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
