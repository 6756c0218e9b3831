/** Han characters: only names that hold one need the dictionary. */
const HAN = /\p{Script=Han}/u;
const MARKS = /\p{M}/gu;
/** Characters of a key; its column takes no more than 190. */
const LENGTH = 100;
/** Begins the keys of names without an initial: behind every letter. */
const REST = '~';

/**
 * What a name is sorted by: its letters in lower case, Chinese as pinyin (surnames as surnames are read), accents dropped; behind them
 * names that begin with anything else. Never ''.
 */
export async function nameKey(name: string): Promise<string> {
  const plain = name.normalize('NFKD').replaceAll(MARKS, '').trim();
  const spelled = (HAN.test(plain) ? await spell(plain) : plain).toLowerCase();
  const key = /^[a-z]/.test(spelled) ? spelled : `${REST}${spelled}`;
  return Array.from(key).slice(0, LENGTH).join('');
}

/** The title under which a name with this key is listed: `A` to `Z`, `#` for the rest. */
export function initialOf(key: string): string {
  const first = key.charAt(0);
  return /[a-z]/.test(first) ? first.toUpperCase() : '#';
}

/** The dictionary is large: it is loaded when the first Chinese name comes. */
async function spell(name: string): Promise<string> {
  const { pinyin } = await import('pinyin-pro');
  return pinyin(name, { mode: 'surname', toneType: 'none', type: 'array', nonZh: 'consecutive', v: true }).join(' ');
}
