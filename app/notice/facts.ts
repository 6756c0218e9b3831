import type { Notice } from '../../protocol/index.ts';

export type * from '../../protocol/notice.ts';

/** Reads what a stored notice says: a message of type NOTICE_TYPE keeps its facts as JSON. */
export function readNotice(data: string): Notice {
  // Written by this program only.
  return JSON.parse(data) as Notice; // oxlint-disable-line typescript/no-unsafe-type-assertion
}
