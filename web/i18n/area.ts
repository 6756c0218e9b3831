/** Texts of one area of the screens in both languages, under the same names. */
export interface Area<Texts extends Readonly<Record<string, string>>> {
  readonly zh: Texts;
  readonly en: Texts;
}

/** Holds both languages to the same names: a text that is missing in one does not compile. */
export function area<Name extends string>(texts: Area<Readonly<Record<Name, string>>>): Area<Readonly<Record<Name, string>>> {
  return texts;
}
