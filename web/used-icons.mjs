import fs from 'node:fs';
import path from 'node:path';

/** A plugin of vite: of `ui/icons.ts` only those pictures are built whose names stand as texts in one of these folders; the table is larger than a small page. */
export function usedIcons(...folders) {
  const sources = () => folders.flatMap(textsIn).join('\n');
  return {
    name: 'foyer:used-icons',
    // After the types are gone.
    enforce: 'post',
    async transform(code, id) {
      if (!id.endsWith('/ui/icons.ts')) return null;
      const { ICONS, POINTING } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
      const text = sources();
      const isUsed = (name) => new RegExp(`['"]${name}['"]`).test(text);
      const icons = Object.fromEntries(Object.entries(ICONS).filter(([name]) => isUsed(name)));
      const pointing = [...POINTING].filter((name) => name in icons);
      const built = `export const ICONS = ${JSON.stringify(icons)};\nexport const POINTING = new Set(${JSON.stringify(pointing)});\n`;
      return { code: built, map: null };
    },
  };
}

function textsIn(folder) {
  const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(vue|ts)$/.test(name));
  return names.filter((name) => path.basename(name) !== 'icons.ts').map((name) => fs.readFileSync(path.join(folder, name), 'utf8'));
}
