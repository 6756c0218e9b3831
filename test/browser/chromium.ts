import { chromium, type Browser } from 'playwright-core';
import { findBinary } from '../support/binary.ts';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Debian's Chromium without a screen, with a fresh profile. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findBinary(['chromium'], 'chromium'), args: FLAGS, headless: true });
}
