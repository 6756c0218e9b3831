import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const KB = 1000;

/** What a browser fetches at first, and how much of it at most, in bytes after gzip. A page counts with the scripts and styles it names. */
export const budgets = [
  { name: 'widget loader', file: 'widget.js', most: 6 * KB },
  { name: 'widget panel', file: 'widget/panel.html', most: 60 * KB },
  { name: 'messenger', file: 'app/index.html', most: 180 * KB },
];

/** Sizes of what is built below `root`: `{name, bytes, most}` for each budget whose file is there. */
export function measure(root) {
  const built = budgets.filter(({ file }) => fs.existsSync(path.join(root, file)));
  return built.map(({ name, file, most }) => ({ name, most, bytes: firstLoad(root, file) }));
}

function firstLoad(root, file) {
  const content = fs.readFileSync(path.join(root, file));
  const links = file.endsWith('.html') ? linksOf(String(content)) : [];
  // A page is built to be served below its folder: `/app/assets/x.js` lies in `app/assets/x.js`.
  const parts = links.map((link) => fs.readFileSync(path.join(root, link)));
  return [content, ...parts].reduce((sum, part) => sum + gzipSync(part, { level: 9 }).length, 0);
}

function linksOf(html) {
  const links = [...html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="([^"]+\.(?:js|css))"/g)];
  return [...new Set(links.map(([, link]) => link))];
}
