/** Width and height of a picture or a film, in px, as far as they are known. */
interface Size {
  readonly width?: number;
  readonly height?: number;
}

/** Px of the narrowest picture: a finger has to find it. */
const LEAST = 48;

/** The room of a picture or a film, as a style that holds before anything of it is there: no side longer than `most` px; {} where its size is unknown. */
export function roomOf({ width = 0, height = 0 }: Size, most: number): { readonly width?: string; readonly aspectRatio?: string } {
  if (!(width > 0 && height > 0)) return {};
  const scale = Math.min(1, most / Math.max(width, height));
  return { width: `${Math.max(LEAST, Math.round(width * scale))}px`, aspectRatio: `${width} / ${height}` };
}
