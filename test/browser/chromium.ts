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

/** Where Debian's Chromium is; that without any screen computes half as much. */
export function findChromium(): string {
  return findBinary(['chromium-headless-shell', 'chromium'], 'chromium-headless-shell');
}

/** Chromium with a fresh profile. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: FLAGS, headless: true });
}
