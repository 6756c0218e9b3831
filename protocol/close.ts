/** What a client does when a connection was closed. */
export type CloseAction = 'reconnect' | 'refresh' | 'sign_in' | 'stop';

/** Close codes of the socket; docs/protocol.md tells them to people, a test holds the two together. */
export const CLOSE = {
  normal: { code: 1000, action: 'stop' },
  going_away: { code: 1001, action: 'reconnect' },
  framing: { code: 1002, action: 'reconnect' },
  lost: { code: 1006, action: 'reconnect' },
  encoding: { code: 1007, action: 'reconnect' },
  pieces: { code: 1008, action: 'reconnect' },
  too_large: { code: 1009, action: 'reconnect' },
  internal: { code: 1011, action: 'reconnect' },
  restart: { code: 1012, action: 'reconnect' },
  overload: { code: 1013, action: 'reconnect' },
  replaced: { code: 4001, action: 'sign_in' },
  token_changed: { code: 4002, action: 'refresh' },
  too_many: { code: 4029, action: 'reconnect' },
  protocol: { code: 4400, action: 'stop' },
  unauthorized: { code: 4401, action: 'sign_in' },
  disabled: { code: 4403, action: 'stop' },
  late: { code: 4408, action: 'reconnect' },
} as const satisfies Record<string, { code: number; action: CloseAction }>;

/** What a close code is called in docs/protocol.md. */
export type CloseName = keyof typeof CLOSE;

const ACTIONS: ReadonlyMap<number, CloseAction> = new Map(Object.values(CLOSE).map(({ code, action }) => [code, action]));

/** What a client should do after this close code; an unknown one means reconnect. */
export function closeAction(code: number): CloseAction {
  return ACTIONS.get(code) ?? 'reconnect';
}
