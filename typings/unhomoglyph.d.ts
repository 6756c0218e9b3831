// unhomoglyph brings no types.
declare module 'unhomoglyph' {
  /** Every character by the one that it looks like, of the confusables of Unicode. */
  export default function unhomoglyph(text: string): string;
}
