import type { BrowserContext } from 'playwright-core';

/** In the page, before anything else: a browser that does not know `field-sizing`. */
export const OLD_STYLES = `{
  const supports = CSS.supports.bind(CSS);
  CSS.supports = (...asked) => !String(asked).includes('field-sizing') && supports(...asked);
}`;

/** Takes `field-sizing` out of the styles of all pages, as such a browser does. */
export async function withoutFieldSizing(context: BrowserContext): Promise<void> {
  await context.route('**/*.css', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replaceAll('field-sizing:content', '') });
  });
}
