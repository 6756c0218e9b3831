import { createLogger } from '../../plugins/log/logger.ts';
import type { TestApp } from './app.ts';

/** An entry of the log, as it is written. */
export interface Entry {
  readonly level: string;
  readonly msg: string;
  readonly err?: { readonly type: string; readonly message: string; readonly code?: string };
  readonly [field: string]: unknown;
}

/** What an application of a suite writes into its log, from its start on; oldest first. */
export function recordLog(target: TestApp): Entry[] {
  const entries: Entry[] = [];
  before(() => logInto(target, entries));
  return entries;
}

/** The same for an application that one test boots, from now on. */
export function logInto(target: TestApp, entries: Entry[]): void {
  const write = (line: string): void => void entries.push(JSON.parse(line) as Entry);
  target.app.logger = createLogger({ level: 'debug', pretty: false }, { write });
}

/** Those that an operator would look at. */
export function alarmsOf(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ level }) => level === 'warn' || level === 'error');
}
