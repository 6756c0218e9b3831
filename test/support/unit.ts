// `npm run test:unit`: the tests that start neither a server, nor a store, nor a browser. A test file is one of them by what it and the
// helpers that it imports say, so none is on a list. Further arguments go to mocha: `npm run test:unit -- -g D13`.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { isUnit } from './is-unit.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const names = fs.readdirSync(path.join(ROOT, 'test'), { recursive: true, encoding: 'utf8' });
const files = names.filter((name) => name.endsWith('.test.ts')).map((name) => path.join(ROOT, 'test', name));
const units = files.filter(isUnit).toSorted();

const command = ['node_modules/mocha/bin/mocha.js', ...units, '--reporter', 'dot', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, command, { cwd: ROOT, stdio: 'inherit' });
process.exitCode = status ?? 1;
