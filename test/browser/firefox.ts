import path from 'node:path';
import { firefox, type Browser } from 'playwright-core';
import { lookUp } from '../support/binary.ts';

/** Starts Firefox, and stands between it and Playwright. */
const BIDI = path.join(import.meta.dirname, 'firefox-bidi.mjs');

/** Where Firefox is, of either Debian's packages or Mozilla's; undefined where it is not installed. */
export function findFirefox(): string | undefined {
  return lookUp(['firefox-esr', 'firefox']);
}

/** Firefox without a screen, with a fresh profile; over WebDriver BiDi, so that it may be anybody's. */
export function launchFirefox(preferences: Readonly<Record<string, string | number | boolean>> = {}): Promise<Browser> {
  const executablePath = findFirefox();
  if (!executablePath) throw new Error('neither firefox-esr nor firefox is installed');
  const env = { ...process.env, FIREFOX: executablePath } as Record<string, string>;
  return firefox.launch({ channel: 'moz-firefox', executablePath: BIDI, headless: true, env, firefoxUserPrefs: { ...preferences } });
}
