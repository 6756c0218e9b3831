import { once } from 'node:events';
import { Application } from '#kernel';
import mortal from './plugin.ts';

const [dataDir = '', databaseUrl = '', redisUrl = '', added = ''] = process.argv.slice(2);
const stores = { ...(databaseUrl !== '' && { url: databaseUrl }) };
const app = await Application.load({
  baseDir: process.cwd(),
  env: 'unittest',
  plugins: { mortal },
  config: {
    sequelize: { dataDir, ...stores },
    ...(redisUrl !== '' && { redis: { url: redisUrl } }),
    schedule: { jobs: { look: 200 } },
  },
});
await app.ready();
await app.start(0, '127.0.0.1');
if (added !== '') {
  const { at, ...data } = JSON.parse(added) as { at: number; file: string; text: string; isSlow: boolean };
  await app.jobs.add('mortal', at, data);
}
process.stdout.write('added\n');
await once(process, 'SIGTERM');
await app.close();
