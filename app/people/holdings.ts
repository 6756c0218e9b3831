import { BootError, bringFile, type Context, type Unit } from '#kernel';
import type { SqlSession } from '../../engine/sql.ts';
import type { Retention } from '../retention/ended.ts';
import type { Privacy, Remains, Removal, UnitPurge } from './privacy.ts';
import type { Section } from './section.ts';

/** What the export itself and `foyer purge` call something. */
const TAKEN = { section: ['exported_at'], retention: ['visitors', 'messages'] } as const;

type NamesByKind = { readonly [Kind in keyof typeof TAKEN]: Map<string, string> };

/** What the units hold of people, by their `app/privacy.ts`: an export tells it, an erasure takes it, and what has its time goes after it. `app.people`. */
export class Holdings {
  /** The app's first, as a reader expects it. */
  #held: readonly Privacy[] = [];

  /** Reads the files. Throws a BootError that names the file and what to mend. */
  async load(units: readonly Unit[]): Promise<void> {
    const named: NamesByKind = { section: taken('section'), retention: taken('retention') };
    const found = (await bringFile(units, 'privacy')).map(({ unit, file, exported }) => ({
      unit,
      privacy: checked(file, exported, named),
    }));
    const ofApp = found.filter(({ unit }) => unit.type === 'app');
    const ofOthers = found.filter(({ unit }) => unit.type !== 'app');
    this.#held = [...ofApp, ...ofOthers].map(({ privacy }) => privacy);
  }

  /** The lists of an export, in its order. */
  get sections(): readonly Section[] {
    return this.#held.flatMap(({ sections = [] }) => sections);
  }

  /** Rows that go after their time. */
  get retention(): readonly Retention[] {
    return this.#held.flatMap(({ retention = [] }) => retention);
  }

  /** What goes with a purge besides. */
  get purges(): readonly UnitPurge[] {
    return this.#held.flatMap(({ purge }) => purge ?? []);
  }

  /** In the transaction of an erasure: the app last, so that its rows still stand while others look for theirs. Returns the keys that every node forgets after the commit. */
  async erase(tx: SqlSession, { userId, now }: { readonly userId: number; readonly now: number }): Promise<readonly string[]> {
    const outdated: string[] = [];
    const erasure = {
      userId,
      now,
      outdate: (keys: readonly string[]) => void outdated.push(...keys),
      forget: (conversationId: number) => this.forget(tx, { conversationId, messages: null }),
    };
    for (const privacy of this.#held.toReversed()) await privacy.erase?.(tx, erasure);
    return outdated;
  }

  /** In the transaction that removes messages for good. */
  async forget(tx: SqlSession, removal: Removal): Promise<void> {
    for (const privacy of this.#held) await privacy.forget?.(tx, removal);
  }

  /** After the commit: whoever fails keeps none of the others from theirs. Rejects where somebody did, and is called again. */
  async clear(ctx: Context, remains: Remains): Promise<void> {
    const failures: unknown[] = [];
    for (const privacy of this.#held) {
      try {
        await privacy.clear?.(ctx, remains);
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 1) throw new AggregateError(failures, 'several units could not clear what is left of an account');
    if (failures.length > 0) throw failures[0];
  }
}

function taken(kind: keyof typeof TAKEN): Map<string, string> {
  return new Map(TAKEN[kind].map((name) => [name, 'the app']));
}

function checked(file: string, exported: unknown, named: NamesByKind): Privacy {
  if (!isPrivacy(exported))
    throw new BootError(
      `${file} must export definePrivacy({ sections, erase, clear, forget, retention, purge }) by default, each where the unit has it`,
    );
  for (const section of exported.sections ?? []) {
    if (!isSection(section)) throw new BootError(`${file}: a section must have a name, and either sql or read`);
    take(section.name, { file, kind: 'section', named });
  }
  for (const retained of exported.retention ?? []) {
    if (!isRetained(retained)) throw new BootError(`${file}: a retention must have name, table, key, columns and keep`);
    take(retained.name, { file, kind: 'retention', named });
  }
  if (exported.purge) {
    if (!isPurge(exported.purge)) throw new BootError(`${file}: a purge must have a name and run`);
    take(exported.purge.name, { file, kind: 'retention', named });
  }
  return exported;
}

function take(name: string, { file, kind, named }: { file: string; kind: keyof typeof TAKEN; named: NamesByKind }): void {
  const first = named[kind].get(name);
  if (first !== undefined) throw new BootError(`${file}: the ${kind} ${name} is taken by ${first}: rename it`);
  named[kind].set(name, file);
}

const KEYS: ReadonlySet<string> = new Set(['sections', 'erase', 'clear', 'forget', 'retention', 'purge'] satisfies (keyof Privacy)[]);

function isPrivacy(value: unknown): value is Privacy {
  if (typeof value !== 'object' || value === null || Object.keys(value).some((key) => !KEYS.has(key))) return false;
  const { sections = [], erase, clear, forget, retention = [] } = value as Partial<Record<keyof Privacy, unknown>>;
  const areFunctions = [erase, clear, forget].every((one) => one === undefined || typeof one === 'function');
  return areFunctions && Array.isArray(sections) && Array.isArray(retention);
}

function isSection(value: unknown): value is Section {
  if (typeof value !== 'object' || value === null) return false;
  const { name, sql, read } = value as Partial<Record<'name' | 'sql' | 'read', unknown>>;
  return isName(name) && (read === undefined ? isName(sql) : typeof read === 'function' && sql === undefined);
}

function isRetained(value: unknown): value is Retention {
  if (typeof value !== 'object' || value === null) return false;
  const { name, table, key, columns, keep } = value as Partial<Record<keyof Retention, unknown>>;
  return (
    [name, table, key].every(isName) && Array.isArray(columns) && columns.length > 0 && columns.every(isName) && typeof keep === 'function'
  );
}

function isPurge(value: unknown): value is UnitPurge {
  if (typeof value !== 'object' || value === null) return false;
  const { name, run } = value as Partial<Record<keyof UnitPurge, unknown>>;
  return isName(name) && typeof run === 'function';
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
