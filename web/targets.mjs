import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import vue from '@vitejs/plugin-vue';

const root = import.meta.dirname;
// The reader of codes that barcode-detector brings along: another version would not fit.
const zxing = createRequire(createRequire(import.meta.url).resolve('barcode-detector')).resolve('zxing-wasm/reader/zxing_reader.wasm');

/** What vite builds: the messenger, the widget's panel, the widget's loader; those whose entry is there. `out` is the folder that is served. */
export function targets(out) {
  const all = [
    page('messenger', 'index.html', path.join(out, 'app')),
    page('widget/panel', 'panel.html', path.join(out, 'widget')),
    loader(out),
  ];
  return all.filter(({ entry }) => fs.existsSync(path.join(root, entry))).map(({ config }) => config);
}

/** Shared by every build and by the development server. */
export const common = {
  configFile: false,
  // An address of ours in a template is that of a file in public/, not a module.
  plugins: [vue({ template: { transformAssetUrls: { includeAbsolute: false } } })],
  // Features nobody here uses cost bytes: the options API stays, since libraries use it.
  define: {
    __VUE_PROD_DEVTOOLS__: false,
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: false,
    __INTLIFY_PROD_DEVTOOLS__: false,
  },
  resolve: { alias: { '#ui': path.join(root, 'ui'), '#i18n': path.join(root, 'i18n'), '#web': root, '#zxing': path.dirname(zxing) } },
};

/** A page with its hashed assets below its own address. */
function page(folder, html, outDir) {
  const entry = path.join(folder, html);
  const worker = path.join(root, folder, 'sw.ts');
  const input = { [path.basename(html, '.html')]: path.join(root, entry), ...(fs.existsSync(worker) && { sw: worker }) };
  const config = {
    ...common,
    root: path.join(root, folder),
    base: `/${path.basename(outDir)}/`,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      // A data: address would need a wider policy than 'self'.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      reportCompressedSize: false,
      rollupOptions: { input, output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') } },
    },
  };
  return { entry, config };
}

/** One classic script that any page can load; its name stays the same for ever. */
function loader(outDir) {
  const entry = 'widget/loader/main.ts';
  const lib = { entry: path.join(root, entry), name: 'FoyerLoader', formats: ['iife'], fileName: () => 'widget.js' };
  const build = { outDir, emptyOutDir: false, target: 'es2020', lib, copyPublicDir: false, reportCompressedSize: false };
  return { entry, config: { ...common, plugins: [], root: path.join(root, 'widget'), logLevel: 'warn', build } };
}
