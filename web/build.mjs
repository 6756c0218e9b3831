// Builds the screens into dist/web, or below the folder that is named: `node web/build.mjs [out [old]]`. Screens of `old` that are newer than
// every source are taken over as they are. A build that is larger than its budget fails.
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { isKnown } from './browsers.mjs';
import { measure } from './budget.mjs';
import { targets } from './targets.mjs';

const root = path.dirname(import.meta.dirname);
const [out = path.join(root, 'dist'), old] = process.argv.slice(2);
const STAMP = '.screens';
const sources = ['web', 'protocol', 'package-lock.json'];
const products = ['app', 'widget', 'widget.js', 'widget.js.gz', STAMP];

await main();

async function main() {
  const served = path.join(out, 'web');
  if (old && isFresh(path.join(old, 'web'))) return put(path.join(old, 'web'), served, fs.cpSync);
  const next = path.join(out, `web-${process.pid}`);
  try {
    for (const target of targets(next)) await build(target);
    check(measure(next));
    if (!isKnown(next)) throw new Error('scripts use what a supported browser lacks (web/browsers.mjs)');
    compress(next);
    fs.writeFileSync(path.join(next, STAMP), `${new Date().toISOString()}\n`);
    put(next, served, fs.renameSync);
  } finally {
    fs.rmSync(next, { recursive: true, force: true });
  }
}

/** A compressed copy beside every text, for browsers that take it. */
function compress(folder) {
  const texts = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(js|css|html|svg)$/.test(name));
  for (const name of texts) {
    const content = fs.readFileSync(path.join(folder, name));
    if (content.length > 1000) fs.writeFileSync(path.join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}

function put(from, to, move) {
  fs.mkdirSync(to, { recursive: true });
  for (const name of products.filter((product) => fs.existsSync(path.join(from, product)))) {
    fs.rmSync(path.join(to, name), { recursive: true, force: true });
    move(path.join(from, name), path.join(to, name), ...(move === fs.cpSync ? [{ recursive: true, preserveTimestamps: true }] : []));
  }
}

function check(sizes) {
  for (const { name, bytes, most } of sizes) console.log(`${name}: ${(bytes / 1000).toFixed(1)} of ${most / 1000} kB gz`);
  const over = sizes.filter(({ bytes, most }) => bytes > most);
  if (over.length === 0) return;
  console.error(`too large at first load: ${over.map(({ name }) => name).join(', ')} (web/budget.mjs)`);
  process.exitCode = 1;
  throw new Error('over budget');
}

function isFresh(served) {
  const stamp = path.join(served, STAMP);
  if (!fs.existsSync(stamp)) return false;
  const built = fs.statSync(stamp).mtimeMs;
  return [...sources.flatMap(list), ...screensOfUnits()].every((file) => !fs.existsSync(file) || fs.statSync(file).mtimeMs <= built);
}

/** The screens of units, and the folders that they are found in: their times tell of what is gone. */
function screensOfUnits() {
  const units = fs.readdirSync(path.join(root, 'plugins')).map((name) => `plugins/${name}`);
  return [...['plugins', ...units].map((folder) => path.join(root, folder)), ...units.flatMap((unit) => list(`${unit}/web`))];
}

function list(name) {
  const base = path.join(root, name);
  if (!fs.existsSync(base) || !fs.statSync(base).isDirectory()) return [base];
  const inside = fs.readdirSync(base, { recursive: true }).filter((file) => !file.split(path.sep).includes('node_modules'));
  return [base, ...inside.map((file) => path.join(base, file))];
}
