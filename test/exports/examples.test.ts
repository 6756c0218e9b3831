import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { folderOfNode } from '../support/node.ts';
import { Outside } from '../support/outside.ts';
import { installTypeScript } from '../support/package.ts';

const EXAMPLES = path.resolve(import.meta.dirname, '../../examples');
const NODES = [20, 24] as const;

interface Manifest {
  readonly name: string;
  readonly eggPlugin: { readonly name: string };
}

/** Every folder of `examples/`, as the package that it is. */
const packages = fs.readdirSync(EXAMPLES).map((folder) => {
  const manifest = JSON.parse(fs.readFileSync(path.join(EXAMPLES, folder, 'package.json'), 'utf8')) as Manifest;
  return { folder, manifest, place: `node_modules/${manifest.name}` };
});

describe('examples', function () {
  this.timeout(180_000);
  let outside: Outside;
  /** By example, and by Node and example; those of one Node go one after the other. */
  const builds = new Map<string, Promise<unknown>>();
  const tests = new Map<string, Promise<unknown>>();

  before(() => {
    outside = new Outside();
    installTypeScript(outside.directory);
    for (const { folder, place } of packages) {
      fs.cpSync(path.join(EXAMPLES, folder), outside.at(place), { recursive: true });
      builds.set(folder, noted(outside.shell(`cd ${place} && ../.bin/tsc`)));
    }
    for (const major of NODES) testAllOn(major);
  });
  after(async () => {
    await Promise.allSettled(tests.values());
    outside.remove();
  });

  function testAllOn(major: number): void {
    const node = noted(folderOfNode(major));
    let last: Promise<unknown> = Promise.resolve();
    for (const { folder, place } of packages) {
      const test = async (): Promise<unknown> => outside.shell(`cd ${place} && ../.bin/tsx --test test/*.test.ts`, await node);
      last = noted(Promise.allSettled([last, ...builds.values()]).then(test));
      tests.set(`${folder} ${major}`, last);
    }
  }

  for (const { folder } of packages) {
    it(`${folder} is built from the packed Foyer`, () => builds.get(folder));
    for (const major of NODES) it(`${folder} passes its tests on Node ${major}`, () => tests.get(`${folder} ${major}`));
  }

  it('are named in config/plugin.ts, all together, and bring their tables', async () => {
    const list = packages.map(({ manifest: { name, eggPlugin } }) => `  ${eggPlugin.name}: { package: '${name}' },\n`);
    outside.write('package.json', '{ "type": "module" }\n');
    outside.write('config/plugin.ts', `export default {\n${list.join('')}};\n`);
    const ran = await outside.shell('npx foyer migrate --json');
    for (const { folder, manifest } of packages) {
      if (fs.existsSync(path.join(EXAMPLES, folder, 'src/app/migration')))
        assert.match(ran, new RegExp(`${manifest.eggPlugin.name}/0001-`));
    }
  });

  it('are asked which Foyer they are made for', async () => {
    const [{ place, manifest }] = packages as [(typeof packages)[0]];
    outside.write(`${place}/package.json`, JSON.stringify({ ...manifest, engines: { foyer: '^9.0.0' } }));
    await assert.rejects(
      outside.shell('npx foyer config'),
      new RegExp(`${manifest.name}/package\\.json is made for Foyer \\^9\\.0\\.0, and this is `),
    );
  });
});

/** The same promise; that it rejects is told by the test that waits for it. */
function noted<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}
