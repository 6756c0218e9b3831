// The messenger while it is being written: `npx vite web` beside a server; FOYER_URL says where that is. See docs/screens.md.
import path from 'node:path';
import { defineConfig } from 'vite';
import { common } from './targets.mjs';

const server = process.env.FOYER_URL ?? 'http://127.0.0.1:7001';
const proxy = Object.fromEntries(['/api', '/avatar', '/uploads', '/ws'].map((path) => [path, { target: server, ws: path === '/ws' }]));

export default defineConfig({
  ...common,
  root: path.join(import.meta.dirname, 'messenger'),
  base: '/app/',
  server: { host: '127.0.0.1', port: 5173, proxy },
});
