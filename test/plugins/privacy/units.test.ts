import assert from 'node:assert/strict';
import { createUser } from '../../support/factory.ts';
import { describeStores } from '../../support/matrix.ts';
import diary from '../../app/people/diary/plugin.ts';

/** More than two pages. */
const PAGES = 450;

interface Exported {
  readonly diary: readonly { readonly text: string }[];
  readonly diary_cover: { readonly words: number };
}

describeStores('an export and the units', (store) => {
  const target = store.serve({ plugins: { diary } });

  it('U14 holds what a unit says of its user, page by page, and nothing of others', async () => {
    const [me, ann] = [await createUser(target), await createUser(target)];
    const { sql } = target.app;
    const values = Array.from({ length: PAGES }, (_, at) => `(${me.id}, 'day ${at}', ${at})`).join(', ');
    await sql.execute(`INSERT INTO diary_page (user_id, text, created_at) VALUES ${values}, (${ann.id}, 'not mine', 1)`);
    await sql.execute(`INSERT INTO diary_word (user_id, text, created_at) VALUES (?, 'one', 1), (?, 'not mine', 1)`, [me.id, ann.id]);
    const response = await fetch(`${target.url}/api/chat/export`, { headers: { token: me.token } });
    const text = await response.text();
    const exported = JSON.parse(text) as Exported;
    assert.deepEqual(
      exported.diary.map((page) => page.text),
      Array.from({ length: PAGES }, (_, at) => `day ${at}`),
    );
    assert.deepEqual(exported.diary_cover, { words: 1 });
    assert.ok(!text.includes('not mine') && !text.includes('page_key'));
  });
});
