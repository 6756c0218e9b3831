/** What breaks a line, and other controls. */
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/**
 * What hides, or turns what follows (`gpj.exe` shown as `exe.jpg`), and blanks that look like nothing. Joiners stay, emoji and several
 * scripts need them, so do single marks of direction, which turn nothing, and so do the choice of a picture (U+FE0F) and the tags of a flag.
 */
const HIDDEN = /(?!\p{Variation_Selector})(?![\u200c-\u200f\u061c])[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cs}\u2800]/gu;
const FLAG = /(\u{1f3f4}[\u{e0061}-\u{e007a}\u{e0030}-\u{e0039}]+\u{e007f})/u;
/** Joiners, and marks that say which way their neighbour reads, with nothing on one of their sides. */
const LOOSE_JOINERS = /(?<=^|\s)[\u200c-\u200f\u061c]+|(?<![\u200c-\u200f\u061c])[\u200c-\u200f\u061c]+(?=\s|$)/gu;
/** More marks on one letter than any script writes. */
const PILES = /(\p{M}{6})\p{M}+/gu;
const TURNING = /[\u202a-\u202e\u2066-\u2069]/;
const SEEN = /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cs}\p{M}\u2800]/u;

/** Whether anything of a text can be seen: letters, digits, signs, pictures; not blanks of whatever kind, nor marks of no letter. */
export function isVisible(text: string): boolean {
  return SEEN.test(text);
}

/** A name as it is shown in one line: nothing hides in it or turns what stands around it, no pile of marks reaches into other lines. */
export function lineOf(text: string): string {
  const shown = withoutPiles(text).normalize('NFC').replaceAll(BREAKS, ' ').split(FLAG).map(withoutHidden).join('');
  const line = withoutPiles(shown).replaceAll(LOOSE_JOINERS, '').replaceAll(/\s+/gu, ' ').trim();
  return isVisible(line) ? line : '';
}

/** The text with a few marks on each letter. Unicode's forms take the square of the length of such a pile: nothing long is brought to one before. */
export function withoutPiles(text: string): string {
  return text.replaceAll(PILES, '$1');
}

/** Whether a text turns the direction of what follows it. */
export function turns(text: string): boolean {
  return TURNING.test(text);
}

/** Every second part is a flag. */
function withoutHidden(part: string, index: number): string {
  return index % 2 === 1 ? part : part.replaceAll(HIDDEN, '');
}
