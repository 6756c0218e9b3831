import { bootApp, type BootOptions, type TestApp } from './app.ts';

/** One combination of stores that a suite runs on. */
export interface Store {
  readonly name: 'sqlite' | 'mariadb' | 'mariadb+redis';
  /** Boots the application on it, with a database of its own unless one is given. */
  boot(options?: BootOptions): Promise<TestApp>;
}

const STORES: readonly Store[] = [{ name: 'sqlite', boot: bootApp }];

/** Declares a suite once per combination of stores; what holds for one holds for all. */
export function describeStores(title: string, suite: (store: Store) => void): void {
  for (const store of STORES) describe(`${title} on ${store.name}`, () => suite(store));
}
