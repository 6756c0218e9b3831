import { enforce, fail, findUser, type Identity, type ListSection, type Section } from '#app';
import { Service } from '#kernel';
import type { SqlRow } from '../../../../engine/sql.ts';
import { jsonOf } from '../../json.ts';

/** A file with all that the platform keeps of a user. */
export interface Export {
  readonly name: string;
  /** The JSON text, in pieces that are made as they are read: an export takes the memory of one page, however long it is. */
  readonly pieces: AsyncIterable<string>;
}

/** Rows per read. */
const PAGE = 200;

/** What people may take along: their own data as one JSON file. */
export default class ExportService extends Service {
  /** The caller's export; once per `config.privacy.exports`, else too_many. */
  async open({ user: { id } }: Identity): Promise<Export> {
    const { counter } = this.app.engine;
    await enforce(counter, { name: 'export', ...this.config.privacy.exports }, { key: String(id), refusal: 'too_many' });
    return this.of(id);
  }

  /** The export of any account, the same as its user gets. Fails with user_missing. */
  async of(id: number): Promise<Export> {
    const { username } = (await findUser(this.app.sql, 'id', id)) ?? fail('user_missing');
    const parts: Record<string, unknown> = { exported_at: Date.now() };
    for (const section of this.app.people.sections) parts[section.name] = await this.#read(section, id);
    return { name: `foyer-export-${username}.json`, pieces: jsonOf(parts) };
  }

  /** What is small at once, a list as it is read. */
  #read(section: Section, userId: number): Promise<object> | AsyncIterable<object> {
    return 'sql' in section ? this.#rows(section, userId) : section.read(this.ctx, userId);
  }

  async *#rows({ sql }: ListSection, userId: number): AsyncGenerator<object> {
    for (let after = 0; ;) {
      const rows = await this.app.sql.query(sql, [userId, after, PAGE]);
      yield* rows.map(presentRow);
      if (rows.length < PAGE) return;
      after = Number(rows.at(-1)?.['page_key']);
    }
  }
}

/** A row as the file shows it. */
function presentRow(row: SqlRow): SqlRow {
  return Object.fromEntries(Object.entries(row).filter(([column]) => column !== 'page_key'));
}
