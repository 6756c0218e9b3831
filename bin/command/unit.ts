import fs from 'node:fs';
import path from 'node:path';
import { UsageError, type Output } from '#kernel';
import { applicationDir } from '../own.ts';
import { filesOf } from '../unit/files.ts';
import { furnish } from '../unit/home.ts';
import { unitName } from '../unit/name.ts';

/** Writes a new unit into `plugins/` of the own application, with a route, a failure, a table and a test; nothing has to name it. */
export function unit(args: readonly string[], output: Output): void {
  const [action, given, ...rest] = args;
  if (action !== 'new' || given === undefined || rest.length > 0) throw new UsageError('unit is written: unit new <name>');
  const name = unitName(given);
  const home = applicationDir();
  const directory = path.join(home, 'plugins', name.kebab);
  if (fs.existsSync(directory)) throw new UsageError(`${directory} is there already: choose another name`);
  const files = [...filesOf(name)].map(([file, text]) => write(path.join(directory, file), text));
  const all = [...files, ...furnish(home)].map((file) => path.relative('', file));
  output.answer(
    { files: all },
    [...all, '', 'npm test runs its test, npm run dev serves it; npm install --save-dev typescript, and npm run types checks it.'].join(
      '\n',
    ),
  );
}

function write(file: string, text: string): string {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}
