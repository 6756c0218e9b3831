import { BootError, bringFile, type Rights, type Unit } from '#kernel';
import type { Language } from '../error.ts';

/** What a right lets somebody do, as it stands behind “You lack the right to”. */
export type RightText = Readonly<Record<Language, string>>;

/** Rights by their codes: `<area>.<what>`. */
export type RightTable = Readonly<Record<string, RightText>>;

/** A right that some unit declares. */
export type RightCode = keyof Rights;

/** Types the default export of a unit's `app/right.ts`; the unit adds it to `Rights` of `#kernel`. */
export function defineRights<const T extends RightTable>(rights: T): T {
  return rights;
}

const CODE = /^[a-z][a-z0-9]*\.[a-z][a-z0-9_]*$/;

interface DeclaredRight extends RightText {
  readonly file: string;
}

/** The rights that the units of an application declare. */
export class RightCatalogue {
  readonly #declared = new Map<string, DeclaredRight>();
  readonly #asked = new Set<string>();

  /** In the order of the units. */
  get codes(): readonly string[] {
    return [...this.#declared.keys()];
  }

  /** What a code stands for; undefined where no unit declares it. */
  find(code: string): RightText | undefined {
    return this.#declared.get(code);
  }

  /** Whether some unit declares it. */
  has(code: string): code is RightCode {
    return this.#declared.has(code);
  }

  /** A route asks for it: `load` makes sure that it is declared. */
  ask(code: string): void {
    this.#asked.add(code);
  }

  /** Takes up the `app/right.ts` of every unit. Throws a BootError that names the file and what to mend. */
  async load(units: readonly Unit[]): Promise<void> {
    for (const { file, exported } of await bringFile(units, 'right')) this.#take(file, exported);
    for (const code of this.#asked) {
      if (!this.#declared.has(code))
        throw new BootError(`a route asks for the right ${code}, which no unit declares: add it to an app/right.ts`);
    }
  }

  #take(file: string, table: unknown): void {
    if (typeof table !== 'object' || table === null) throw new BootError(`${file} must export defineRights({ … }) by default`);
    for (const [code, text] of Object.entries<unknown>({ ...table })) {
      if (!CODE.test(code)) throw new BootError(`${file}: the right ${code} must be an area and a word, as in name.reserved: rename it`);
      const first = this.#declared.get(code)?.file;
      if (first !== undefined) throw new BootError(`the right ${code} is defined twice, by ${first} and by ${file}: rename one`);
      if (!isText(text)) throw new BootError(`${file}: the right ${code} must have the texts zh and en`);
      this.#declared.set(code, { zh: text.zh, en: text.en, file });
    }
  }
}

function isText(text: unknown): text is RightText {
  if (typeof text !== 'object' || text === null) return false;
  const { zh, en } = text as Partial<Record<Language, unknown>>;
  return [zh, en].every((one) => typeof one === 'string' && one !== '');
}
