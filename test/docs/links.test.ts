import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'mocha';
import { readPage } from './page.ts';

const ROOT = path.join(import.meta.dirname, '../..');
/** A path of the checkout between backticks; what holds a placeholder is none. */
const PATH = /`((?:app|bench|bin|config|deploy|docs|engine|kernel|lint|plugins|protocol|test|typings|web)\/[\w./-]*)`/g;
/** Shows the folders of a plugin that does not exist. */
const IMAGINED = 'docs/plugins.md';

const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'bench/README.md',
  'test/support/README.md',
  ...find('docs'),
  ...find('plugins').filter((name) => name.endsWith('README.md')),
];
/** Name files of their own. */
const outside = find('examples').filter((name) => name.endsWith('README.md'));

describe('documentation', () => {
  for (const name of [...pages, ...outside]) {
    it(`${name} links to what exists`, () =>
      assert.deepEqual(
        linksOf(name).filter((link) => !leadsSomewhere(name, link)),
        [],
      ));
  }

  for (const name of pages.filter((page) => page !== IMAGINED)) {
    it(`${name} names files that exist`, () => {
      const missing = [...readPage(name).matchAll(PATH)]
        .map(([, file = '']) => file)
        .filter((file) => !fs.existsSync(path.join(ROOT, file)));
      assert.deepEqual(missing, []);
    });
  }
});

function find(folder: string): string[] {
  const names = fs.readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => path.posix.join(folder, name.split(path.sep).join('/')));
}

function linksOf(name: string): string[] {
  const text = readPage(name).replace(/^```[\s\S]*?^```$/gm, '');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link).filter((link) => !/^https?:/.test(link));
}

function leadsSomewhere(name: string, link: string): boolean {
  const [target = '', anchor] = link.split('#');
  const file = target === '' ? name : path.posix.join(path.posix.dirname(name), target);
  if (!fs.existsSync(path.join(ROOT, file))) return false;
  return anchor === undefined || headingsOf(readPage(file)).includes(anchor);
}

/** As GitHub makes anchors of headings. */
function headingsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replace(/\s/g, '-'),
  );
}
