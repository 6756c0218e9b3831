/** Limits of the WebSocket endpoints. */
export interface WebsocketConfig {
  /** Bytes of one message; a larger one closes with 1009. */
  maxPayload: number;
  /** Fragments of one message: floods of tiny ones cost memory far beyond their bytes. */
  maxFragments: number;
  /** Pieces in which one frame may arrive: a byte each costs a hundred times what it carries. */
  maxBufferedChunks: number;
  /** Sockets of this node in all. */
  maxConnections: number;
  /** Sockets of one client address; and as many connections of HTTP, or behind a proxy requests under way. */
  maxPerAddress: number;
}

const websocket: WebsocketConfig = {
  maxPayload: 64 * 1024,
  maxFragments: 16,
  maxBufferedChunks: 1024,
  maxConnections: 100_000,
  maxPerAddress: 2000,
};

export default { websocket };
