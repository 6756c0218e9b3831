import { randomBytes } from 'node:crypto';

const boot = randomBytes(9).toString('base64url');
let offered = 0;

/** Text for an epoch that no mailbox has had: never the same twice, in any process. */
export function unusedEpoch(): string {
  offered += 1;
  return `${boot}${offered.toString(36)}`;
}
