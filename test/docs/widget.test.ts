import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readPage } from './page.ts';

describe('docs/widget.md', () => {
  it('says what a page loads, which the build holds', () => {
    const budget = readPage('web/budget.mjs');
    const [loader, panel] = ['widget loader', 'widget panel'].map((name) => new RegExp(`'${name}'.*most: (\\d+) \\* KB`).exec(budget)?.[1]);
    const page = readPage('docs/widget.md');
    assert.ok(page.includes(`loads at most ${loader} kB`));
    assert.ok(page.includes(`the chat (at most ${panel} kB)`));
  });
});
