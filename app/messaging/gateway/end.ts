import type { WebSocket } from 'ws';
import { CLOSE, type CloseName } from '../../../protocol/index.ts';
import { errorText, type ErrorCode, type Language } from '../../error.ts';
import type { CloseReason, Protocol } from '../delivery/session.ts';

/** How an end looks on the wire. */
interface Ending {
  readonly close: CloseName;
  readonly code: ErrorCode;
  /** The plain protocol: which frame is sent first; `drop` ends without a close frame, so that the client comes back by itself. */
  readonly plain: 'force_logout' | 'fail' | 'drop';
}

/** Every reason for which the server ends a socket. */
export type SocketEnd = CloseReason | 'no_token' | 'no_user' | 'expired' | 'invalid' | 'late' | 'protocol' | 'full';

const ENDINGS: Readonly<Record<SocketEnd, Ending>> = {
  replaced: { close: 'replaced', code: 'session_replaced', plain: 'force_logout' },
  logout: { close: 'unauthorized', code: 'socket_token_invalid', plain: 'fail' },
  disabled: { close: 'disabled', code: 'socket_user_disabled', plain: 'fail' },
  token_changed: { close: 'token_changed', code: 'token_changed', plain: 'drop' },
  overload: { close: 'overload', code: 'socket_slow', plain: 'drop' },
  restart: { close: 'restart', code: 'draining', plain: 'drop' },
  too_many: { close: 'too_many', code: 'frame_too_many', plain: 'fail' },
  internal: { close: 'internal', code: 'unavailable', plain: 'drop' },
  no_token: { close: 'protocol', code: 'socket_token_missing', plain: 'fail' },
  no_user: { close: 'unauthorized', code: 'socket_user_missing', plain: 'fail' },
  expired: { close: 'unauthorized', code: 'socket_token_expired', plain: 'fail' },
  invalid: { close: 'unauthorized', code: 'socket_token_invalid', plain: 'fail' },
  late: { close: 'late', code: 'socket_auth_late', plain: 'drop' },
  protocol: { close: 'protocol', code: 'frame_malformed', plain: 'fail' },
  full: { close: 'too_many', code: 'socket_connections', plain: 'drop' },
};

/** Ends a socket so that its client knows what to do: sign in, come back or stop. Returns the closing code that it sees. */
export function endSocket(
  socket: Pick<WebSocket, 'send' | 'close' | 'terminate'>,
  reason: SocketEnd,
  { protocol, language }: { protocol: Protocol; language: Language },
): number {
  const { close, code, plain } = ENDINGS[reason];
  const told = CLOSE[close].code;
  const text = errorText(code, {}, language);
  if (protocol === 'foyer') {
    socket.send(JSON.stringify({ op: 'error', code, text }));
    socket.close(told, close);
    return told;
  }
  if (plain === 'drop') {
    socket.terminate();
    return CLOSE.lost.code;
  }
  socket.send(JSON.stringify(plain === 'force_logout' ? { msg: plain, data: text } : { msg: 'fail', data: text, code }));
  socket.close(told, close);
  return told;
}
