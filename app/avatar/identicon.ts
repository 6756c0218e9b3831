import { createHash } from 'node:crypto';
import { colourAt, type Colour } from './colour.ts';

/** Cells of a row and of a column; the right half mirrors the left. */
const SIZE = 5;
const LEFT = Math.ceil(SIZE / 2);
/** Fewer cells, or more, look like no picture. */
const CELLS = { least: 5, most: 11 };

/** A picture for a user or group without one, as SVG: five by five mirrored cells and a calm colour, the same for the same text, different for nearly every other. */
export function identicon(text: string): string {
  const digest = createHash('sha256').update(text).digest();
  const { back, front } = coloursOf(digest);
  const cells = patternOf(digest).flatMap((isSet, index) => (isSet ? pathsOf(index) : []));
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE + 2} ${SIZE + 2}" shape-rendering="crispEdges">` +
    `<rect width="${SIZE + 2}" height="${SIZE + 2}" fill="${back}"/><path fill="${front}" d="${cells.join('')}"/></svg>`
  );
}

/** The left half with the middle, row by row. */
function patternOf(digest: Buffer): boolean[] {
  const patterns = Array.from({ length: 15 }, (_, index) => bits(digest.readUInt16BE(index * 2)));
  const fitting = patterns.find((cells) => {
    const count = cells.filter(Boolean).length;
    return count >= CELLS.least && count <= CELLS.most;
  });
  return fitting ?? bits(0b010111101101010);
}

function bits(value: number): boolean[] {
  return Array.from({ length: LEFT * SIZE }, (_, index) => ((value >> index) & 1) === 1);
}

/** A cell and its mirror image, one unit inside the margin. */
function pathsOf(index: number): string[] {
  const [x, y] = [index % LEFT, Math.floor(index / LEFT)];
  const columns = new Set([x, SIZE - 1 - x]);
  return [...columns].map((column) => `M${column + 1} ${y + 1}h1v1h-1z`);
}

function coloursOf(digest: Buffer): { back: Colour; front: Colour } {
  const hue = (digest.readUInt16BE(30) / 0x10000) * 360;
  return { back: colourAt({ hue, saturation: 0.45, luminance: 0.15 }), front: colourAt({ hue, saturation: 0.45, luminance: 0.88 }) };
}
