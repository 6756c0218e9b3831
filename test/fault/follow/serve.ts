import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { Application } from '#kernel';
import { draft } from '../../support/draft.ts';
import scribe from './plugin.ts';

/** Serves, and where it is told to says something in several conversations until it is killed. */
const [dataDir = '', file = '', isTalking = ''] = process.argv.slice(2);
const CONVERSATIONS = [1, 2, 3];
const app = await Application.load({ baseDir: process.cwd(), env: 'unittest', plugins: { scribe }, config: { sequelize: { dataDir } } });
await app.ready();
await app.start(0, '127.0.0.1');
for (const id of CONVERSATIONS) {
  const insert =
    'INSERT OR IGNORE INTO conversation (id, kind, name_key, last_seq, acl_version, last_at, created_at) VALUES (?, ?, ?, 0, 0, 0, 0)';
  await app.sql.execute(insert, [id, 'single', `single:${id}`]);
}
process.stdout.write('serves\n');
if (isTalking !== '') await talk();

async function talk(): Promise<never> {
  for (;;) {
    const id = CONVERSATIONS[Math.floor(Math.random() * CONVERSATIONS.length)] ?? 1;
    const outcome = await app.chat.journal.append(draft(id), () => Promise.resolve());
    if (outcome.kind === 'stored') fs.appendFileSync(file, `${id} ${outcome.message.seq}\n`);
    await pause(1);
  }
}
