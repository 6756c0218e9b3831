/** What stands in the place of each letter, and words that are masked without being in the table. */
const moderation: { mask: string; words: readonly string[] } = { mask: '*', words: [] };

export default { moderation };
