import { once } from 'node:events';
import http, { type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AppConfig, DeepPartial, PluginConfig } from '#kernel';
import type { Browser, BrowserContext, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { WebSocket } from 'ws';
import type { WireUser } from '../../protocol/index.ts';
import { Api, Client, textData, textOf, writeContent, type Conversation, type Writable } from '../../web/shared/index.ts';
import { bootApp, type TestApp } from '../support/app.ts';
import { uploaded } from '../support/upload.ts';
import { until } from '../support/wait.ts';
import { launchChromium } from './chromium.ts';
import { Line } from './line.ts';

/** A page of the shop's, and the launcher and the panel on it. */
export interface Shop {
  readonly page: Page;
  readonly launcher: Locator;
  readonly panel: FrameLocator;
}

/** How a page of the shop's is opened. */
export interface ShopOptions extends BrowserContextOptions {
  /** Attributes of the script tag. */
  readonly data?: string;
  /** The page's content policy; `CHAT` stands for the server. */
  readonly policy?: string;
  /** Runs before everything else in the page. */
  readonly init?: string;
}

const OFTEN = { points: 100_000, window: 60_000 };
const UNLIMITED = { chat: { sends: { visitor: OFTEN, user: OFTEN } } };

/** A chat server, a shop of another site that has its widget, an agent, a browser, and a line between browser and chat that can be cut. */
export class WidgetStage {
  served!: TestApp;
  line!: Line;
  kefu!: WireUser;
  agent!: Client;
  /** To do as the agent what goes over HTTP. */
  agentToken = '';
  /** Uncaught errors, and reports of a content policy. */
  readonly complaints: string[] = [];
  readonly #host: Server;
  readonly #contexts: BrowserContext[] = [];
  /** Pages by path. */
  readonly #pages = new Map<string, { html: string; policy: string }>();

  #browser!: Browser;

  static async open(config: DeepPartial<AppConfig> = {}): Promise<WidgetStage> {
    const stage = new WidgetStage();
    await stage.#open(config);
    return stage;
  }

  /** The stage of a suite: it opens before the tests, is cleared after each, and closes after them. */
  static serve(config: DeepPartial<AppConfig> = UNLIMITED, plugins: PluginConfig = {}): WidgetStage {
    const stage = new WidgetStage();
    before(() => stage.#open(config, plugins));
    afterEach(() => stage.clear());
    after(() => stage.close());
    return stage;
  }

  private constructor() {
    this.#host = http.createServer((request, response) => {
      const found = this.#pages.get(new URL(request.url ?? '/', 'http://x').pathname);
      response.writeHead(found ? 200 : 404, {
        'content-type': 'text/html; charset=utf-8',
        ...(found?.policy && { 'content-security-policy': found.policy }),
      });
      response.end(found?.html);
    });
  }

  async #open(config: DeepPartial<AppConfig>, plugins: PluginConfig = {}): Promise<void> {
    this.served = await bootApp({ config, plugins });
    const password = (await this.served.app.createAnonymousContext().service.admin.createServiceAccount()) ?? '';
    this.line = await Line.to(Number(new URL(this.served.url).port));
    const account = await new Api({ base: this.served.url }).login({ username: 'kefu', password });
    this.kefu = account;
    this.agentToken = account.token;
    this.#host.listen(0, '127.0.0.1');
    await once(this.#host, 'listening');
    const createSocket = (url: string, protocols: string[]): WebSocket => new WebSocket(url, protocols);
    this.agent = new Client({ url: this.served.socketUrl, getToken: async () => account.token, createSocket });
    this.agent.connect();
    this.#browser = await launchChromium();
  }

  /** The shop's own site: another one than the server's, so that its frames are a third party's. */
  get shopUrl(): string {
    return `http://localhost:${(this.#host.address() as AddressInfo).port}`;
  }

  /** A page of the shop's in a browser profile of its own. */
  async shop({ data = '', policy = '', init = '', ...options }: ShopOptions = {}): Promise<Shop> {
    const context = await this.#browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 }, ...options });
    this.#contexts.push(context);
    if (init) await context.addInitScript(init);
    const path = `/${this.#pages.size}`;
    this.#pages.set(path, { html: pageOf(this.line.url, data), policy: policy.replaceAll('CHAT', this.line.url) });
    return this.tab(context, path);
  }

  /** Another page of the shop's in the same profile. */
  async tab(context: BrowserContext, path: string): Promise<Shop> {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (/content security policy|refused to/i.test(message.text())) this.complaints.push(message.text());
    });
    await page.goto(this.shopUrl + path);
    return shopOn(page);
  }

  /** A page of the shop's whose visitor has said hello. */
  async talking(options: ShopOptions = {}): Promise<Shop> {
    const shop = await this.shop(options);
    await openPanel(shop);
    await write(shop.panel, 'hello');
    await eventually(async () => (await shown(shop.panel))[0] === 'hello · Sent');
    return shop;
  }

  /** The agent's end of the conversation with whoever is on a page. */
  async conversationWith({ page }: Shop): Promise<Conversation> {
    return this.agent.open((await visitorOn(page)).id);
  }

  /** What the server has of that conversation, oldest first. */
  async stored(shop: Shop): Promise<string[]> {
    const conversation = await this.conversationWith(shop);
    await until(() => this.agent.state === 'up_to_date' && conversation.timeline.isLoaded);
    return conversation.lines.map(({ message }) => textOf(message.data));
  }

  /** The agent writes. */
  async answer(shop: Shop, ...texts: readonly string[]): Promise<void> {
    const { id } = await visitorOn(shop.page);
    for (const text of texts) this.agent.send({ to: id, data: textData(text) });
    await until(() => this.agent.unsent.length === 0, { within: 20_000 });
  }

  /** The agent sends something else than words. */
  async answerWith(shop: Shop, ...contents: readonly Writable[]): Promise<void> {
    const { id } = await visitorOn(shop.page);
    for (const content of contents) this.agent.send({ to: id, ...writeContent(content) });
    await until(() => this.agent.unsent.length === 0, { within: 20_000 });
  }

  /** A picture of one colour that the agent has uploaded, as the content of a message. */
  async picture(width: number, height: number): Promise<Writable> {
    const bytes = await sharp({ create: { width, height, channels: 3, background: '#b5651d' } })
      .png()
      .toBuffer();
    const { url } = await uploaded(this.served, this.agentToken, { bytes, name: 'pot.png', type: 'image/png' });
    const { pathname, search } = new URL(url, this.served.url);
    return { kind: 'image', url: pathname + search, width, height };
  }

  /** Closes the pages of one test; each begins with none. */
  async clear(): Promise<void> {
    this.line.restore();
    for (const context of this.#contexts.splice(0)) await context.close();
  }

  async close(): Promise<void> {
    await this.clear();
    this.agent.disconnect();
    await this.#browser.close();
    this.#host.close();
    await this.line.stop();
    await this.served.close();
  }
}

/** The launcher and the panel of a page. */
export function shopOn(page: Page): Shop {
  return { page, launcher: page.locator('foyer-widget .launcher'), panel: page.frameLocator('foyer-widget iframe') };
}

/** Opens the panel and waits until one can write and is connected. */
export async function openPanel({ launcher, panel }: Shop): Promise<void> {
  await launcher.click();
  await connected(panel);
}

/** Waits until the panel has everything that the server has. */
export async function connected(panel: FrameLocator): Promise<void> {
  await panel.locator('[data-state=up_to_date]').waitFor({ state: 'attached' });
}

/** Writes as a person does. */
export async function write(panel: FrameLocator, text: string): Promise<void> {
  const input = panel.getByRole('textbox', { name: 'Write a message' });
  await input.fill(text);
  await input.press('Enter');
}

/** The value of an expression within the panel's document. */
export async function inPanel<Value>({ page }: Shop, expression: string): Promise<Value> {
  const frame = page.frames().find((one) => one.url().includes('/widget/panel.html'));
  if (!frame) throw new Error('there is no panel');
  return frame.evaluate<Value>(expression);
}

/** Whether the messages are scrolled to their end. */
export function isAtEnd(shop: Shop): Promise<boolean> {
  return inPanel<boolean>(shop, `${LOG}.scrollHeight - ${LOG}.scrollTop - ${LOG}.clientHeight < 48`);
}

/** The log's element, in an expression for the panel. */
export const LOG = "document.querySelector('[role=log]')";

/** What the panel shows, as `text · state`. */
export async function shown(panel: FrameLocator): Promise<string[]> {
  const lines = await panel.locator('.line').all();
  return Promise.all(
    lines.map(async (line) => {
      const parts = await line.locator('.bubble, .state').allTextContents();
      return parts.map((part) => part.trim()).join(' · ');
    }),
  );
}

/** Who the visitor of a page is. */
export async function visitorOn(page: Page): Promise<WireUser> {
  const text = await until(() => page.evaluate<string | null>("localStorage.getItem('foyer.widget.user')"));
  return JSON.parse(text ?? '') as WireUser;
}

/** Waits for what a page comes to; a browser beside other tests may be slow. */
export function eventually(condition: () => Promise<unknown>): Promise<unknown> {
  return until(condition, { within: 15_000 });
}

function pageOf(chat: string, data: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Shop</title></head><body><h1>Shop</h1><a href="#there">a link</a><p>${'Goods. '.repeat(900)}</p><script src="${chat}/widget.js" ${data}></script></body></html>`;
}
