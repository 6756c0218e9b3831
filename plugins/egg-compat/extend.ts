import path from 'node:path';
import { mixin } from '../../kernel/extend.ts';
import { isClass, isObject } from '../../kernel/files.ts';
import type { EggApplication } from './application.ts';
import { fileAt, load } from './module.ts';
import type { EggUnit } from './units.ts';

/** What plugins brought that another one replaced since: by the plugin, then by the name. */
export type ReplacedMembers = Record<string, Record<string, unknown>>;

/** Who brought a member, and what it is. */
interface Brought {
  readonly unit: EggUnit;
  readonly value: unknown;
}

/** How the objects are called in messages. */
const SHOWN = { application: 'app', context: 'ctx', request: 'ctx.request', response: 'ctx.response', helper: 'ctx.helper' } as const;

type Name = keyof typeof SHOWN;

/**
 * Mixes `app/extend/` of every unit into the application, its contexts and its helpers. Of two plugins that bring one member the later wins, as in
 * Egg; that is logged, and the other's stays in `app.replaced`.
 */
export function extendAll(app: EggApplication): void {
  const { context, request, response } = app;
  const targets: Record<Name, object> = { application: app, context, request, response, helper: app.Helper.prototype as object };
  const brought: Record<Name, Map<PropertyKey, Brought>> = {
    application: new Map(),
    context: new Map(),
    request: new Map(),
    response: new Map(),
    helper: new Map(),
  };
  for (const { unit, name, file } of filesOf(app)) {
    const extension = load(file);
    mixin(targets[name], extension, file);
    note(app, { unit, name, extension, brought: brought[name] });
  }
}

/** Those of an environment behind all others. */
function filesOf({ units, env }: EggApplication): { unit: EggUnit; name: Name; file: string }[] {
  const names = Object.keys(SHOWN) as Name[];
  const places = ['', `.${env}`].flatMap((suffix) => units.flatMap((unit) => names.map((name) => ({ unit, name, suffix }))));
  return places.flatMap(({ unit, name, suffix }) => {
    const file = fileAt(path.join(unit.path, 'app/extend', name + suffix));
    return file === undefined ? [] : [{ unit, name, file }];
  });
}

function note(
  app: EggApplication,
  { unit, name, extension, brought }: { unit: EggUnit; name: Name; extension: unknown; brought: Map<PropertyKey, Brought> },
): void {
  const source: unknown = isClass(extension) ? extension.prototype : extension;
  if (!isObject(source)) return;
  for (const [key, { value }] of Object.entries(Object.getOwnPropertyDescriptors(source))) {
    const before = brought.get(key);
    brought.set(key, { unit, value });
    if (key === 'constructor' || !before || before.unit === unit) continue;
    const [earlier, later] = [before.unit.name, unit.name];
    (app.replaced[earlier] ??= {})[key] = before.value;
    app.logger.warn(`${SHOWN[name]}.${key} is the plugin ${later}'s: that of the plugin ${earlier} is app.replaced.${earlier}.${key}`);
  }
}
