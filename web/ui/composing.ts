/** Whether a key belongs to an input method that composes a character, as the Enter that takes a word does; Safari tells the last of them by key code 229 only. */
export function isComposing({ isComposing: composes, keyCode }: { readonly isComposing: boolean; readonly keyCode: number }): boolean {
  return composes || keyCode === 229;
}
