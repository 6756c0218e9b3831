/** What is masked, and by what. */
const wordlist: { words: readonly string[]; mask: string } = { words: ['darn'], mask: '*' };

export default { wordlist };
