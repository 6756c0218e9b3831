/** `#rrggbb`. */
export type Colour = `#${string}`;

/** A colour by what people see of it. */
export interface Tone {
  /** Degrees. */
  readonly hue: number;
  /** 0 to 1. */
  readonly saturation: number;
  /** Relative luminance of WCAG: 0 black, 1 white. Contrast follows from it, whatever the hue. */
  readonly luminance: number;
}

const STEPS = 20;

/** The colour of a hue that is as light as wanted; lightness alone would make blue darker than yellow. */
export function colourAt({ hue, saturation, luminance }: Tone): Colour {
  let [low, high] = [0, 1];
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2;
    if (luminanceOf(channels(hue, saturation, middle)) < luminance) low = middle;
    else high = middle;
  }
  const hex = channels(hue, saturation, high).map((value) =>
    Math.round(value * 255)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${hex.join('')}`;
}

/** How clearly two colours differ, 1 to 21 (WCAG). */
export function contrast(one: Colour, other: Colour): number {
  const [a = 0, b = 0] = [one, other].map((colour) => luminanceOf(parse(colour))).toSorted((x, y) => y - x);
  return (a + 0.05) / (b + 0.05);
}

/** Red, green and blue, each 0 to 1, of a colour in HSL. */
function channels(hue: number, saturation: number, lightness: number): number[] {
  const chroma = saturation * Math.min(lightness, 1 - lightness);
  return [0, 8, 4].map((offset) => {
    const k = (offset + hue / 30) % 12;
    return lightness - chroma * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  });
}

function luminanceOf(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function parse(colour: Colour): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
}
