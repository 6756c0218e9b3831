/** Where a file lies in the store. */
export function keyOf(uuid: string): string {
  return `${uuid.slice(0, 2)}/${uuid}`;
}

/** Where the smaller picture of a file lies in the store. */
export function thumbKeyOf(uuid: string): string {
  return `${keyOf(uuid)}.thumb`;
}
