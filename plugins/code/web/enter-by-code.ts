import { userApi } from '#screens';
import type { JoinState, ScannedCode } from '../../../web/shared/index.ts';

/** What goes with the use of a code. */
interface Use {
  readonly ticket: string;
  /** Words to the owner and the admins. */
  readonly note: string;
}

/** Comes into the group, or becomes a friend of the user, that a code leads to; or asks to. Throws ApiError. */
export async function enterByCode({ chatType, id, needs }: ScannedCode, { ticket, note }: Use): Promise<JoinState> {
  if (chatType === 'group') return userApi.joining.enter({ group_id: id, ticket, ...(note && { addGroupDesc: note }) });
  if (needs === 'join') {
    await userApi.friends.add(id);
    return 'joined';
  }
  await userApi.friends.apply(id, note ? { note } : {});
  return 'applied';
}

/** The ticket in what was scanned, as the server reads it: our link, the course's, the JSON of a code, or the ticket itself. */
export function ticketOf(scanned: string): string {
  const text = scanned.trim();
  const found = /\/join#([\w.-]+)$/i.exec(text) ?? /[?&]ticket=([\w.-]+)/.exec(text) ?? /"ticket"\s*:\s*"([\w.-]+)"/.exec(text);
  return found?.[1] ?? text;
}
