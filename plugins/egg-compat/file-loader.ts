import { BootError } from '#kernel';
import { isObject } from '../../kernel/files.ts';
import { isFunction, load } from './module.ts';
import { filesIn, type CaseStyle } from './names.ts';

/** How Egg's loader reads a folder into an object. */
export interface LoadOptions {
  readonly directory: string | readonly string[];
  /** What the modules become properties of. */
  readonly target: object;
  readonly caseStyle?: CaseStyle;
  /** What functions are called with, unless `call` is false. */
  readonly inject?: unknown;
  readonly call?: boolean;
  /** In place of a call: makes of what a module exports what becomes the property. */
  readonly initializer?: (exported: unknown, place: { readonly path: string; readonly pathName: string }) => unknown;
  /** Whether to keep it. */
  readonly filter?: (value: unknown) => boolean;
  /** Whether a later folder may bring a name again. */
  readonly override?: boolean;
}

/** `app.loader.FileLoader` of Egg. */
export class FileLoader {
  readonly options: LoadOptions;

  constructor(options: LoadOptions) {
    this.options = options;
  }

  /** Reads the folders, and gives the target. Throws where two modules have one name. */
  load(): object {
    const { directory, target, caseStyle = 'camel', override = false } = this.options;
    for (const folder of [directory].flat()) {
      for (const { file, names } of filesIn(folder, caseStyle)) {
        const value = this.#valueOf(file, [lastOf(folder), ...names].join('.'));
        if (value === undefined || value === null || this.options.filter?.(value) === false) continue;
        assign(target, names, { value, file, override });
      }
    }
    return target;
  }

  #valueOf(file: string, pathName: string): unknown {
    const { initializer, call = true, inject } = this.options;
    const exported = load(file);
    if (initializer) return initializer(exported, { path: file, pathName });
    return call && isFunction(exported) ? exported(inject) : exported;
  }
}

/** Sets `target.a.b`. */
function assign(
  target: object,
  names: readonly string[],
  { value, file, override }: { value: unknown; file: string; override: boolean },
): void {
  let branch = target as Record<string, unknown>;
  for (const parent of names.slice(0, -1)) {
    const inner = (branch[parent] ??= {});
    if (!isObject(inner) && typeof inner !== 'function') throw new BootError(`${names.join('.')} of ${file} lies below what is no folder`);
    branch = inner as Record<string, unknown>;
  }
  const name = names.at(-1) ?? '';
  if (!override && Object.hasOwn(branch, name)) throw new BootError(`${names.join('.')} is there twice, again by ${file}: rename one`);
  branch[name] = value;
}

function lastOf(folder: string): string {
  return folder.split(/[\\/]/).at(-1) ?? '';
}
