/** Longest piece that a password may not consist of alone, and of which the list holds only the most common repetitions. */
const LONGEST_PIECE = 4;

let loading: Promise<ReadonlySet<string>> | undefined;

/** Whether a password is one of those that are tried first, in any case of its letters: of the list, one short piece over and over, or a run. */
export async function isCommon(password: string): Promise<boolean> {
  const text = password.trim().toLowerCase();
  return repeatsPiece(text) || isRun(text) || (await list()).has(text);
}

/** 88888888, abcabcabc, 12341234. */
function repeatsPiece(text: string): boolean {
  for (let length = 1; length <= LONGEST_PIECE; length++) {
    const piece = text.slice(0, length);
    if (piece.repeat(Math.ceil(text.length / length)).startsWith(text)) return true;
  }
  return false;
}

/** Abcdefgh, 98765432. */
function isRun(text: string): boolean {
  const steps = new Set(Array.from(text).map((letter, i, all) => letter.charCodeAt(0) - (all[i - 1] ?? letter).charCodeAt(0)));
  steps.delete(0);
  return steps.size === 1 && (steps.has(1) || steps.has(-1));
}

/** The list is read when the first password is set, and stays. */
async function list(): Promise<ReadonlySet<string>> {
  loading ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common']));
  return loading;
}
