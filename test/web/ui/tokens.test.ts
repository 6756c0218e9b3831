import assert from 'node:assert/strict';
import fs from 'node:fs';

const css = fs.readFileSync('web/ui/tokens.css', 'utf8');

/** The properties of the block that follows a selector, in their order. */
function block(selector: string): string[] {
  const from = css.indexOf(`${selector} {`);
  assert.ok(from >= 0, selector);
  return [...css.slice(from, css.indexOf('}', from)).matchAll(/(--[\w-]+|color-scheme):\s*([^;]+);/g)].map(
    ([, name, value]) => `${name}: ${value}`,
  );
}

describe('web/ui/tokens.css', () => {
  it('W31 is as dark by the system as by choice', () => {
    const chosen = block(":root[data-theme='dark']");
    assert.ok(chosen.length > 20);
    assert.deepEqual(block(":root:not([data-theme='light'])"), chosen);
  });

  it('has no dark colour without a light one', () => {
    const light = new Set(block(':root').map((line) => line.split(':')[0]));
    const lonely = block(":root[data-theme='dark']").filter((line) => !light.has(line.split(':')[0] ?? ''));
    assert.deepEqual(lonely, []);
  });
});
