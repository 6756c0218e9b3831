import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vue from '@vitejs/plugin-vue';
import { usedIcons } from './used-icons.mjs';

const root = import.meta.dirname;
const { browserslist } = JSON.parse(fs.readFileSync(path.join(root, '../package.json'), 'utf8'));
/** The oldest browsers that are supported, as vite calls them: `ios17.4`. */
const target = browserslist.map((one) => one.replace('ios_saf', 'ios').replace(' >= ', ''));
// The reader of codes that barcode-detector brings along: another version would not fit.
const zxing = createRequire(createRequire(import.meta.url).resolve('barcode-detector')).resolve('zxing-wasm/reader/zxing_reader.wasm');

/** What vite builds: the messenger and its worker, the widget's panel and its loader; those whose entry is there. `out` is the folder that is served. */
export function targets(out) {
  const all = [
    page('messenger', 'index.html', path.join(out, 'app')),
    script('messenger/sw.ts', path.join(out, 'app', 'sw.js')),
    lean(page('widget/panel', 'panel.html', path.join(out, 'widget'))),
    script('widget/loader/main.ts', path.join(out, 'widget.js')),
  ];
  return all.filter(({ entry }) => fs.existsSync(path.join(root, entry))).map(({ config }) => config);
}

/** Shared by every build and by the development server. */
export const common = {
  configFile: false,
  // An address of ours in a template is that of a file in public/, not a module.
  plugins: [vue({ template: { transformAssetUrls: { includeAbsolute: false } } }), paintsFirst()],
  // Features nobody here uses cost bytes: the options API stays, since libraries use it.
  define: {
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  resolve: { alias: { '#screens': path.join(root, 'messenger/index.ts'), '#zxing': path.dirname(zxing) } },
};

/**
 * A page shows the shell first. Styles named in the head keep everything from the screen until they are there: at the end of the body they keep back
 * the scripts alone. Comments are for whoever reads the source.
 */
function paintsFirst() {
  const SHELL = /( *)<!-- shell -->/;
  const STYLE = /\s*<link rel="stylesheet"[^>]*>/g;
  const COMMENT = /\s*<!--.*?-->/gs;
  const handler = (html) =>
    html
      .replace(SHELL, (_, indent) => shell().replaceAll(/^(?=.)/gm, indent))
      .replace(COMMENT, '')
      .replace(STYLE, '')
      .replace('</body>', `${(html.match(STYLE) ?? []).join('')}\n  </body>`);
  return { name: 'paints-first', transformIndexHtml: { order: 'post', handler } };
}

function shell() {
  return fs.readFileSync(path.join(root, 'shell.html'), 'utf8').trimEnd();
}

/** A page with its hashed assets below its own address. */
function page(folder, html, outDir) {
  const entry = path.join(folder, html);
  const input = { [path.basename(html, '.html')]: path.join(root, entry) };
  const config = {
    ...common,
    root: path.join(root, folder),
    base: `/${path.basename(outDir)}/`,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      target,
      // A data: address would need a wider policy than 'self'.
      assetsInlineLimit: 0,
      // One file of styles, there from the beginning: a part that comes later is never without its own.
      cssCodeSplit: folder !== 'messenger',
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rollupOptions: { input, output: { entryFileNames: 'assets/[name]-[hash].js' } },
    },
  };
  return { entry, config };
}

/** Without what only libraries ask of Vue, and without pictures that nothing of it shows. */
function lean({ entry, config }) {
  const icons = usedIcons(path.join(root, 'widget'), path.join(root, 'ui'));
  const define = { ...config.define, __VUE_OPTIONS_API__: false };
  return { entry, config: { ...config, plugins: [...config.plugins, icons], define, build: inOnePiece(config.build) } };
}

/** What is needed from the beginning is one file: several of them compress worse, and each names what it takes from the others. */
function inOnePiece(build) {
  const { output, ...rest } = build.rollupOptions;
  const codeSplitting = { groups: [{ name: 'first', tags: ['$initial'] }] };
  // The client's index names more than the beginning needs; loading a file of it does nothing by itself.
  const treeshake = { moduleSideEffects: (id) => !id.includes('/web/shared/') };
  return { ...build, rollupOptions: { ...rest, treeshake, output: { ...output, codeSplitting } } };
}

/** One classic script with all it needs inside, under a name that stays the same for ever: for any page to load, and for every browser as a worker. */
function script(entry, file) {
  const lib = { entry: path.join(root, entry), name: 'Foyer', formats: ['iife'], fileName: () => path.basename(file) };
  const build = {
    outDir: path.dirname(file),
    emptyOutDir: false,
    target,
    lib,
    copyPublicDir: false,
    reportCompressedSize: false,
  };
  return { entry, config: { ...common, plugins: [], root: path.join(root, path.dirname(entry)), logLevel: 'warn', build } };
}
