import type { Language } from '@foyer-chat/foyer/app';
import { isOpen, type Hours } from './hours.ts';

/** What is said to whoever writes one of these words. */
export interface Answer {
  readonly words: readonly string[];
  readonly text: Readonly<Record<Language, string>>;
}

/** What an answer is chosen from. */
export interface Choice {
  readonly answers: readonly Answer[];
  readonly hours: Hours;
}

/** What there is to say. */
export interface Chosen {
  /** Where it stands in the list; -1: that it is closed. */
  readonly answer: number;
}

/** The first answer with a word that stands in the text; else, outside of the hours, that it is closed. Undefined where people answer. */
export function choose(text: string, at: number, { answers, hours }: Choice): Chosen | undefined {
  const said = text.toLowerCase();
  const answer = answers.findIndex(({ words }) => words.some((word) => said.includes(word.toLowerCase())));
  return answer >= 0 || !isOpen(at, hours) ? { answer } : undefined;
}
