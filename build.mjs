// Compiles the sources into dist/, with what they need beside them. `--if-stale` does nothing when dist/ is newer than every source.
// dist/ is put in place by one rename at the end, so an interrupted or failed build leaves the old one, which is then seen as stale.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = import.meta.dirname;
const sources = ['app', 'bin', 'config', 'engine', 'exports', 'kernel', 'plugins', 'protocol', 'typings', 'web'];
const settings = ['build.mjs', 'package.json', 'tsconfig.json', 'tsconfig.build.json', 'test/support'];
const next = path.join(root, 'dist-next');
const dist = path.join(root, 'dist');
const stamp = path.join(dist, '.built');

main();

function main() {
  if (process.argv.includes('--if-stale') && !isStale()) return console.log('dist is up to date');
  const tsc = findCompiler();
  if (!tsc) return withoutCompiler();
  const started = performance.now();
  fs.rmSync(next, { recursive: true, force: true });
  compile(tsc, 'tsconfig.build.json');
  bringTypes();
  if (fs.existsSync(path.join(root, 'web/tsconfig.build.json'))) compile(tsc, 'web/tsconfig.build.json');
  if (fs.existsSync(path.join(root, 'web/build.mjs'))) buildScreens();
  const assets = copyAssets();
  fs.writeFileSync(path.join(next, '.built'), `${new Date().toISOString()}\n`);
  fs.rmSync(dist, { recursive: true, force: true });
  fs.renameSync(next, dist);
  return console.log(`dist is built (${assets} assets, ${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

function isStale() {
  if (!fs.existsSync(stamp)) return true;
  const built = fs.statSync(stamp).mtimeMs;
  const files = [...settings, ...sources.flatMap((folder) => [folder, ...list(folder)])];
  // Directories count too: their time moves when a file is added or removed.
  return files.some((file) => fs.existsSync(path.join(root, file)) && fs.statSync(path.join(root, file)).mtimeMs > built);
}

function findCompiler() {
  try {
    return path.join(path.dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  } catch {
    return undefined;
  }
}

/** A production install has no compiler and uses the dist/ that came with it. */
function withoutCompiler() {
  if (fs.existsSync(stamp)) return console.log('dist is used as it is: typescript is not installed');
  console.error('There is no dist and no typescript to build it: run npm ci without --omit=dev, or bring dist/ from where it was built.');
  return process.exit(1);
}

function compile(tsc, project) {
  const { status } = spawnSync(process.execPath, [tsc, '-p', project, '--outDir', next], { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  console.error(`dist is not built: tsc -p ${project} failed`);
  process.exit(1);
}

/** The compiler leaves imports out of declarations that they name no type of; those of the list of plugins bring the types of each. */
function bringTypes() {
  const list = path.join(root, 'config/plugin.ts');
  if (!fs.existsSync(list)) return;
  const plugins = Array.from(fs.readFileSync(list, 'utf8').matchAll(/^import .* from ('.*');$/gm), ([, plugin]) => `import ${plugin};\n`);
  const declarations = path.join(next, 'config/plugin.d.ts');
  fs.writeFileSync(declarations, plugins.join('') + fs.readFileSync(declarations, 'utf8'));
}

/** The messenger and the widget; those of the old dist are taken over when nothing of theirs changed. */
function buildScreens() {
  const { status } = spawnSync(process.execPath, [path.join(root, 'web/build.mjs'), next, dist], { cwd: root, stdio: 'inherit' });
  if (status === 0) return;
  console.error('dist is not built: web/build.mjs failed');
  process.exit(1);
}

/** Everything the sources need that is not TypeScript: package.json of plugins, pages, styles, pictures. */
function copyAssets() {
  const folders = sources.flatMap((folder) => (folder === 'web' ? ['web/shop'] : [folder]));
  const assets = folders.flatMap(list).filter((file) => isAsset(file) && !isOfScreens(file) && fs.statSync(path.join(root, file)).isFile());
  for (const file of assets) fs.cpSync(path.join(root, file), path.join(next, file));
  return assets.length;
}

function isAsset(file) {
  return !/\.(ts|tsx|vue|md|map)$/.test(file) && !/^tsconfig.*\.json$/.test(path.basename(file));
}

/** Styles and the like of a unit's screens, which are in what was built of them. */
function isOfScreens(file) {
  return /^plugins\/[^/]+\/web\//.test(file.split(path.sep).join('/'));
}

function list(folder) {
  if (!fs.existsSync(path.join(root, folder))) return [];
  return fs
    .readdirSync(path.join(root, folder), { recursive: true })
    .map((file) => path.join(folder, file))
    .filter((file) => !file.split(path.sep).includes('node_modules'));
}
