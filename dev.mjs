// `npm run dev`: the server from its source, started anew at each change, behind the screens by Vite, which reload by themselves.
// One address for all of it; Ctrl-C ends both. With FOYER_URL only the screens, before a server that runs already.
import fs from 'node:fs';
import path from 'node:path';
import { ChildServer } from './bin/child-server.ts';
import { serveScreens } from './web/dev.mjs';

const root = import.meta.dirname;
const sources = ['app', 'bin', 'config', 'engine', 'kernel', 'plugins', 'protocol', 'typings'];

async function main() {
  if (fs.existsSync('.env')) process.loadEnvFile('.env');
  const { PORT = '7001', FOYER_URL } = process.env;
  const screens = await serveScreens({ server: FOYER_URL ?? `http://127.0.0.1:${PORT}` });
  console.log(`dev: the shop ${screens.url}/  the messenger ${screens.url}/app/`);
  const args = ['--import', 'tsx', '--conditions=foyer-source', 'bin/foyer.ts', 'start'];
  const server = new ChildServer({ args, cwd: root, env: { ...process.env, PORT, PUBLIC_URL: screens.url } });
  // Vite's own would quit at once, while the server still stops.
  process.removeAllListeners('SIGTERM');
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end({ server, screens }));
  if (FOYER_URL === undefined) server.start(sources.map((folder) => path.join(root, folder)));
}

/** May be called twice: npm hands on the signal that the terminal has sent to all. */
async function end({ server, screens }) {
  await Promise.all([server.end(), screens.close()]);
}

await main();
