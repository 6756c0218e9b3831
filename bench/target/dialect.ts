import type { Dialect } from './target.ts';

/** The protocol foyer.1, as docs/protocol.md describes it. */
export const foyerDialect: Dialect = {
  opening: ({ token }) => ({
    path: '/ws',
    headers: { 'Sec-WebSocket-Protocol': `foyer.1, token.${token}` },
    hello: '{"op":"hello"}',
  }),
  ready: '"op":"ready"',
  send: ({ chatType, address }, { body, clientId }) =>
    `{"op":"send","client_id":"${clientId}","chat_type":"${chatType}","to":${address},"type":"text","data":"${body}"}`,
  accepted: '"op":"sent"',
  refused: '"op":"refused"',
  acknowledge: (n) => `{"op":"ack","n":${n}}`,
};
