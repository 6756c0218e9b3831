import type { Context } from '#kernel';

/** A part of an export. */
export type Section = ListSection | ReadSection;

/** A list: rows in the order of a key, read page by page. */
export interface ListSection {
  /** Its name in the file. */
  readonly name: string;
  /**
   * Parameters: the user's id, the key after which the page begins (0 at first, so that keys are numbers from 1), and how many rows. The column
   * `page_key` leads on and is not shown.
   */
  readonly sql: string;
}

/** What is not rows of one statement: an object, or a list that is read as it goes and kept in memory by no more than a page. */
export interface ReadSection {
  readonly name: string;
  read(ctx: Context, userId: number): Promise<object> | AsyncIterable<object>;
}
