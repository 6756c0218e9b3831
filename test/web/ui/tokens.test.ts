import assert from 'node:assert/strict';
import fs from 'node:fs';

const css = fs.readFileSync('web/ui/tokens.css', 'utf8');
/** `light-dark(…, …)`, with a function such as `rgb()` on either side. */
const PAIR = /light-dark\((?:[^(),]|\([^()]*\))+,(?:[^(),]|\([^()]*\))+\)/g;

/** The properties of the block that follows a selector, in their order. */
function block(selector: string): string[] {
  const from = css.indexOf(`${selector} {`);
  assert.ok(from >= 0, selector);
  return [...css.slice(from, css.indexOf('}', from)).matchAll(/([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => `${name}: ${value}`);
}

describe('web/ui/tokens.css', () => {
  it('W31 is as dark by the system as by choice', () => {
    assert.equal(block(':root')[0], 'color-scheme: light dark');
    assert.deepEqual(block(":root[data-theme='light']"), ['color-scheme: light']);
    assert.deepEqual(block(":root[data-theme='dark']"), ['color-scheme: dark']);
    assert.ok(!css.includes('prefers-color-scheme'));
  });

  it('has no dark colour without a light one', () => {
    const all = css + fs.readFileSync('web/ui/tokens-wide.css', 'utf8');
    assert.ok((all.match(PAIR)?.length ?? 0) > 20);
    assert.deepEqual(all.replaceAll(PAIR, '').match(/#[\da-f]{3,8}\b|\b(?:rgb|light-dark)\(.*/gi), null);
  });
});
