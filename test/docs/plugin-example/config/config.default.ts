/** What is masked, and by what; what is refused; for how many ms hits are kept. */
const wordlist: { words: readonly string[]; mask: string; banned: readonly string[]; keep: number } = {
  words: ['darn'],
  mask: '*',
  banned: ['blast'],
  keep: 30 * 86_400_000,
};

export default { wordlist };
