import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { contrast, type Colour } from '../../../app/avatar/colour.ts';
import { identicon } from '../../../app/avatar/identicon.ts';

/** Pages that it stands on. */
const [LIGHT, DARK] = ['#ffffff', '#111111'] as const;

const names = Array.from({ length: 500 }, (_, index) => `user-${index + 1}`);

function coloursOf(svg: string): { back: Colour; front: Colour } {
  const [, back] = /<rect [^>]*fill="(#[0-9a-f]{6})"/.exec(svg) ?? [];
  const [, front] = /<path fill="(#[0-9a-f]{6})"/.exec(svg) ?? [];
  return { back: back as Colour, front: front as Colour };
}

function cellsOf(svg: string): Set<string> {
  return new Set([...svg.matchAll(/M(\d) (\d)h1v1h-1z/g)].map(([, x, y]) => `${x},${y}`));
}

describe('avatar/identicon', () => {
  it('is the same for the same text and different for another', () => {
    assert.equal(identicon('user-42'), identicon('user-42'));
    assert.equal(new Set(names.map(identicon)).size, names.length);
  });

  it('can be told from its background, and from light and dark pages', () => {
    for (const name of names) {
      const { back, front } = coloursOf(identicon(name));
      assert.ok(contrast(front, back) >= 4.5, `${name}: ${front} on ${back}`);
      assert.ok(contrast(back, LIGHT) >= 3 && contrast(back, DARK) >= 3, `${name}: ${back}`);
    }
  });

  it('is mirrored, neither empty nor full, and inside its margin', () => {
    for (const name of names) {
      const cells = cellsOf(identicon(name));
      assert.ok(cells.size >= 5 && cells.size <= 22, name);
      for (const cell of cells) {
        const [x = 0, y = 0] = cell.split(',').map(Number);
        assert.ok(x >= 1 && x <= 5 && y >= 1 && y <= 5, name);
        assert.ok(cells.has(`${6 - x},${y}`), name);
      }
    }
  });

  it('D43 writes nothing of the text', () => {
    const svg = identicon('"><script>alert(1)</script>');
    assert.doesNotMatch(svg, /script|alert/);
    assert.match(
      svg,
      /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 7 7" shape-rendering="crispEdges"><rect [^<>]*\/><path [^<>]*\/><\/svg>$/,
    );
  });

  it('measures contrast as WCAG does', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  });
});
