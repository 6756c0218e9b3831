/** Kinds of conversation that users write to, by their names; a unit adds its own. */
export interface ChatKinds {
  readonly single: true;
  readonly group: true;
}

/** The name of one of them. */
export type ChatType = keyof ChatKinds;
