import { BootError, bringFile, type Unit } from '#kernel';
import { namesIn } from '../text/blank.ts';
import type { ErrorRow, ErrorStatus, ErrorTable } from './row.ts';

const STATUSES: ReadonlySet<unknown> = new Set<ErrorStatus>([400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503]);
const CODE = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/;

interface Entry extends ErrorRow {
  /** Where it is declared; the first of a code keeps it. */
  readonly file: string;
}

/** Failures by machine code: those of the app, and what the plugins add. One per process, since errors are thrown where no application is at hand. */
export class ErrorCatalogue {
  readonly #own: ErrorTable;
  readonly #added = new Map<string, Entry>();

  constructor(own: ErrorTable) {
    this.#own = own;
  }

  /** The row of a code; undefined for any other text. */
  find(code: string): ErrorRow | undefined {
    return Object.hasOwn(this.#own, code) ? this.#own[code] : this.#added.get(code);
  }

  /** Takes up the `app/error.ts` of every other unit. Throws a BootError that names the file and what to mend. */
  async load(units: readonly Unit[]): Promise<void> {
    const others = units.filter(({ type }) => type !== 'app');
    for (const { file, exported } of await bringFile(others, 'error')) this.#take(file, exported);
  }

  #take(file: string, table: unknown): void {
    if (typeof table !== 'object' || table === null) throw new BootError(`${file} must export an object of failures by default`);
    for (const [code, row] of Object.entries<unknown>({ ...table })) {
      if (!CODE.test(code)) throw new BootError(`${file}: the code ${code} must be two words or more, as in word_banned: rename it`);
      this.#added.set(code, this.#checked({ file, code, row }));
    }
  }

  #checked({ file, code, row }: { file: string; code: string; row: unknown }): Entry {
    const first = Object.hasOwn(this.#own, code) ? 'the app' : this.#added.get(code)?.file;
    if (first !== undefined && first !== file) throw new BootError(`${file}: the code ${code} is taken by ${first}: rename it`);
    if (!isRow(row)) throw new BootError(`${file}: the failure ${code} must have a status, like 400, and the texts zh and en`);
    if (namesIn(row.zh) !== namesIn(row.en))
      throw new BootError(`${file}: the texts of ${code} must name the same values in both languages`);
    return { status: row.status, zh: row.zh, en: row.en, file };
  }
}

function isRow(row: unknown): row is ErrorRow {
  if (typeof row !== 'object' || row === null) return false;
  const { status, zh, en } = row as Partial<Record<keyof ErrorRow, unknown>>;
  return STATUSES.has(status) && [zh, en].every((text) => typeof text === 'string' && text !== '');
}
