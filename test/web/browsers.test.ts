import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Whether the build takes what lies in a folder. */
function isKnown(folder: string): boolean {
  const script = `import { isKnown } from './web/browsers.mjs'; process.exitCode = isKnown(${JSON.stringify(folder)}) ? 0 : 3;`;
  const { status } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' });
  assert.ok(status === 0 || status === 3, `ended with ${status}`);
  return status === 0;
}

const RULE = 'baseline-js/use-baseline';
const OLDEST = ['Chrome or Edge 120', 'Firefox 121', 'Safari 17.4'];

describe('web: the browsers that are supported', () => {
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'foyer-browsers-'));
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  it('G62 are those that the docs and package.json name', () => {
    const { browserslist } = JSON.parse(fs.readFileSync('package.json', 'utf8')) as { browserslist: string[] };
    assert.deepEqual(browserslist, ['chrome >= 120', 'edge >= 120', 'firefox >= 121', 'safari >= 17.4', 'ios_saf >= 17.4']);
    for (const file of ['README.md', 'docs/widget.md', 'docs/screens.md'])
      for (const browser of OLDEST) assert.ok(fs.readFileSync(file, 'utf8').includes(browser), `${file}: ${browser}`);
  });

  it('G62 know what a build uses, or it fails', () => {
    const file = path.join(folder, 'part.js');
    fs.writeFileSync(file, 'export const sorted = [2, 1].toSorted();');
    assert.ok(isKnown(folder));
    fs.writeFileSync(file, 'export const tried = Promise.try(() => 1);');
    assert.ok(!isKnown(folder));
  });

  it('G62 know what a source of the screens uses, or it is told', () => {
    const { overrides } = JSON.parse(fs.readFileSync('.oxlintrc.json', 'utf8')) as { overrides: { rules: Record<string, unknown> }[] };
    const rules = overrides.map((one) => one.rules).find((named) => RULE in named);
    const jsPlugins = [path.resolve('node_modules/eslint-plugin-baseline-js/dist/index.mjs')];
    const [config, file] = [path.join(folder, 'lint.json'), path.join(folder, 'probe.ts')];
    fs.writeFileSync(config, JSON.stringify({ jsPlugins, rules }));
    fs.writeFileSync(file, 'new URLPattern({ pathname: "/" });\n');
    const { stdout } = spawnSync(process.execPath, ['node_modules/oxlint/bin/oxlint', '-c', config, file], { encoding: 'utf8' });
    assert.match(stdout, /'URLPattern'.*exceeds 2023/);
  });
});
