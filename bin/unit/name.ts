import { UsageError } from '#kernel';

const FORM = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** A name in the forms that files take: `word-list` is wordList, WordList and word_list. */
export interface UnitName {
  readonly kebab: string;
  readonly camel: string;
  readonly pascal: string;
  readonly snake: string;
}

/** The name of a new unit; a UsageError for what cannot be the name of a folder and of a table. */
export function unitName(given: string): UnitName {
  if (!FORM.test(given) || given.length > 30)
    throw new UsageError(`a unit is named like note or word-list, in up to 30 letters, not ${given}`);
  const camel = given.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  return { kebab: given, camel, pascal: camel.charAt(0).toUpperCase() + camel.slice(1), snake: given.replaceAll('-', '_') };
}
