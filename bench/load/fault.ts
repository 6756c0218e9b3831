/** What must not happen in a run. */
export interface Faults {
  readonly lost: number;
  readonly duplicates: number;
  readonly disordered: number;
  /** Sent and never called durable. */
  readonly unaccepted: number;
  readonly refused: number;
  /** Sockets that the server closed. */
  readonly closed: number;
}

/** Throws when a run's figures are worth nothing: messages lost, doubled, disordered or refused, or sockets closed. */
export function assertSound({ lost, duplicates, disordered, unaccepted, refused, closed }: Faults): void {
  const wrong = { lost, duplicates, disordered, unaccepted, refused, closed };
  if (Object.values(wrong).some((count) => count > 0)) throw new Error(`the run went wrong: ${JSON.stringify(wrong)}`);
}

/** How many of these sockets the server closed. */
export function countClosed(sockets: readonly { readonly closeCode: number | undefined }[]): number {
  return sockets.filter(({ closeCode }) => closeCode !== undefined).length;
}
