import fs from 'node:fs';
import path from 'node:path';
import { BootError } from '#kernel';
import { isModuleName } from '../../kernel/files.ts';

/** How names of files become names of properties: `user_info.js` is `userInfo`, `UserInfo` with `upper`. */
export type CaseStyle = 'camel' | 'lower' | 'upper';

/** A module in a folder of Egg's. */
export interface EggFile {
  readonly file: string;
  /** From the folder, with its ending. */
  readonly name: string;
  /** As properties. */
  readonly names: readonly string[];
}

/** Every module below a folder, in a stable order; none where there is no folder. */
export function filesIn(directory: string, style: CaseStyle = 'camel'): EggFile[] {
  if (!fs.existsSync(directory)) return [];
  return fs
    .readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => isModuleName(name))
    .toSorted()
    .map((name) => ({ file: path.join(directory, name), name, names: namesOf(name, style) }));
}

function namesOf(name: string, style: CaseStyle): string[] {
  const parts = name.slice(0, name.length - path.extname(name).length).split(path.sep);
  return parts.map((part) => {
    if (!/^[a-z][\w-]*$/i.test(part)) throw new BootError(`"${part}" in ${name} cannot become a property name: rename the file`);
    return styled(
      part.replaceAll(/[_-]+([a-z\d])/gi, (_, letter: string) => letter.toUpperCase()),
      style,
    );
  });
}

function styled(name: string, style: CaseStyle): string {
  if (style === 'camel') return name;
  const [first = '', ...rest] = name;
  return (style === 'upper' ? first.toUpperCase() : first.toLowerCase()) + rest.join('');
}
