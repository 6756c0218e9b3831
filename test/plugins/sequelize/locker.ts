// A process of its own that takes the node lock of a store, says so, and goes on until its end.
import type { Application } from '#kernel';
import { acquireNodeLock } from '../../../plugins/sequelize/lock.ts';
import { storeOf } from '../../../plugins/sequelize/store-of.ts';

const [dataDir = '', url] = process.argv.slice(2);
const say = (word: string): boolean => process.stdout.write(`${word}\n`);
const sequelize = { url, dataDir, file: 'foyer.db', deadline: 500, connections: 2, slow: 1000, lock: true };
const app = {
  config: { sequelize },
  logger: { warn: () => true, error: (text: string) => say(`stopped: ${text}`) },
} as unknown as Application;

try {
  await storeOf(app).connect();
  await acquireNodeLock(app);
  say('held');
  setInterval(() => undefined, 1000);
} catch (error) {
  say(`refused: ${(error as Error).message}`);
  process.exit(3);
}
