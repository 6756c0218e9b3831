import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../test/browser/chromium.ts';
import { median, type Report } from '../result/report.ts';
import { startFoyer } from '../target/foyer.ts';
import type { Bench, Scenario } from './scenario.ts';

interface Measured {
  /** ms from the request to the first contentful paint, with nothing cached. */
  readonly messenger: number;
  readonly shop: number;
  /** KiB over the network that the widget adds to its host page before anybody clicks. */
  readonly widget: number;
  /** ms from the click on the launcher to a composer that can be typed in: the first time, and with a warm cache. */
  readonly firstOpen: number;
  readonly warmOpen: number;
}

const PAINT = 1000;
const WIDGET = 10;
const OPEN = 300;

const LAUNCHER = 'foyer-widget .launcher';

/** The screens in a real browser, from this machine. */
export const screens: Scenario = {
  question: `How soon does a screen show something (goal: ≤ ${PAINT} ms), what does the widget add to its host page (goal: ≤ ${WIDGET} KiB), how soon can a visitor write (goal, warm: ≤ ${OPEN} ms)?`,
  defaults: { reps: 5 },
  isPinned: false,
  async run({ options }: Bench) {
    const target = await startFoyer(undefined);
    const browser = await launchChromium();
    try {
      const measured: Measured[] = [];
      for (let rep = 0; rep < options.reps; rep += 1) measured.push(await measure(browser, `http://127.0.0.1:${target.port}`));
      return report(measured);
    } finally {
      await browser.close();
      await target.stop();
    }
  },
};

async function measure(browser: Browser, url: string): Promise<Measured> {
  const messenger = await fresh(browser, async (page) => {
    await page.goto(`${url}/app`);
    return paint(page);
  });
  const rest = await fresh(browser, async (page) => {
    await page.goto(url);
    const shop = await paint(page);
    await page.locator(LAUNCHER).waitFor();
    const widget = await page.evaluate<number>(
      "performance.getEntriesByType('resource').filter(({ name }) => name.includes('/widget')).reduce((sum, { transferSize }) => sum + transferSize, 0)",
    );
    const firstOpen = await open(page);
    await page.reload();
    await page.locator(LAUNCHER).waitFor();
    return { shop, widget: widget / 1024, firstOpen, warmOpen: await open(page) };
  });
  return { messenger, ...rest };
}

async function fresh<T>(browser: Browser, work: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    return await work(await context.newPage());
  } finally {
    await context.close();
  }
}

async function paint(page: Page): Promise<number> {
  const look = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null";
  // The content policy forbids what would wait inside the page.
  for (let at: number | null = null; ; await page.waitForTimeout(20)) {
    at = await page.evaluate<number | null>(look);
    if (at !== null) return at;
  }
}

async function open(page: Page): Promise<number> {
  const before = performance.now();
  await page.locator(LAUNCHER).click();
  await page.frameLocator('foyer-widget iframe').getByRole('textbox').waitFor();
  return performance.now() - before;
}

function report(measured: readonly Measured[]): Report {
  const of = (key: keyof Measured): number => median(measured.map((one) => one[key])) ?? Infinity;
  const rows = [
    ['messenger, first contentful paint', of('messenger'), PAINT, 'ms'],
    ['demo shop, first contentful paint', of('shop'), PAINT, 'ms'],
    ['widget on its host page before the click', of('widget'), WIDGET, 'KiB'],
    ['widget, first click to a usable composer', of('firstOpen'), null, 'ms'],
    ['the same with a warm cache', of('warmOpen'), OPEN, 'ms'],
  ] as const;
  const missed = rows.filter(([, value, goal]) => goal !== null && value > goal).map(([name]) => name);
  return {
    headings: ['what', 'measured', 'goal', 'unit'],
    rows,
    remarks: [
      `Medians of ${measured.length}, everything on one machine. ${missed.length === 0 ? 'Every goal reached.' : `Missed: ${missed.join('; ')}.`}`,
    ],
    samples: measured,
    passed: missed.length === 0,
  };
}
