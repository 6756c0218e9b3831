/** Which page of a list, from 1, of how many rows each. */
export interface Page {
  readonly page: number;
  readonly limit: number;
}
