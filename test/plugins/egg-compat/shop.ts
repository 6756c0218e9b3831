import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { bootApp, type BootOptions, type TestApp } from '../../support/app.ts';
import { createOpenUser } from '../../support/chat.ts';
import { createVisitor } from '../../support/factory.ts';
import { foyerSocket } from '../../support/socket.ts';

const APPLICATION = path.join(import.meta.dirname, 'application');

/** Files of an application of Egg, by their names; they are written over those that are there. */
export type Files = Readonly<Record<string, string>>;

/** The application of the fixtures with other files over its own, in a folder of its own below `within`: a module is read once. */
export function makeShop(within: string, files: Files = {}): string {
  const directory = fs.mkdtempSync(path.join(within, 'shop-'));
  fs.cpSync(APPLICATION, directory, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(directory, name)), { recursive: true });
    fs.writeFileSync(path.join(directory, name), text);
  }
  return directory;
}

/** What `config/plugin.js` says of plugins by their packages. */
export function listOf(packages: Readonly<Record<string, string>>): string {
  const entries = Object.entries(packages).map(([name, wanted]) => [name, { enable: true, package: wanted }]);
  return `module.exports = ${JSON.stringify(Object.fromEntries(entries))};`;
}

/** Foyer with an application of Egg in it. `over` goes over the configuration of Egg. */
export function bootShop(directory: string, over: object = {}, options: BootOptions = {}): Promise<TestApp> {
  const config = { ...options.config, eggCompat: { dir: directory, config: over, ...options.config?.eggCompat } };
  return bootApp({ ...options, plugins: { eggCompat: true, ...options.plugins }, config });
}

/** A visitor writes to a user, who hears it and answers; both by Foyer's own way. */
export async function talk(target: TestApp): Promise<void> {
  const [visitor, user] = [await createVisitor(target), await createOpenUser(target)];
  const [here, there] = [await foyerSocket(target, visitor.token), await foyerSocket(target, user.token)];
  await here.say(user.id, 'is anybody there?');
  assert.deepEqual(await there.got(1), ['is anybody there?']);
  await there.say(visitor.id, 'yes');
  assert.deepEqual(await here.got(1), ['yes']);
  await Promise.all([here.close(), there.close()]);
}
