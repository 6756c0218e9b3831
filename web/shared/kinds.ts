/** What differs between kinds of conversation, for whoever shows them. */
export interface KindTraits {
  /** Users write there, and not the system alone. */
  readonly isWritten: boolean;
  /** More than two are in it: lines say who wrote them, and readers are counted. */
  readonly isMany: boolean;
  /** Its members are called by name. */
  readonly hasMentions: boolean;
  /** Whose picture stands for it; null where the system's does. */
  readonly picture: 'user' | 'group' | null;
  /** The screen of the messenger that tells more of its other side, by number; null for none. */
  readonly page: 'contacts' | 'groups' | null;
}

const KINDS = new Map<string, KindTraits>(
  Object.entries({
    single: { isWritten: true, isMany: false, hasMentions: false, picture: 'user', page: 'contacts' },
    group: { isWritten: true, isMany: true, hasMentions: true, picture: 'group', page: 'groups' },
    system: { isWritten: false, isMany: false, hasMentions: false, picture: null, page: null },
  }),
);

/** A kind of a unit: shown by what its messages say. */
const OTHER: KindTraits = { isWritten: true, isMany: true, hasMentions: false, picture: 'group', page: null };

/** The traits of a kind, by its name on the wire. */
export function traitsOf(kind: string): KindTraits {
  return KINDS.get(kind) ?? OTHER;
}
