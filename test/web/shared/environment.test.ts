import assert from 'node:assert/strict';
import { Client } from '../../../web/shared/index.ts';

describe('web/shared/environment', () => {
  const socket = Object.getOwnPropertyDescriptor(globalThis, 'WebSocket');

  before(() => void Reflect.deleteProperty(globalThis, 'WebSocket'));
  after(() => void (socket && Object.defineProperty(globalThis, 'WebSocket', socket)));

  it('a client says at once that there is no WebSocket, instead of trying for ever', () => {
    assert.throws(() => new Client({ url: 'ws://127.0.0.1:9/ws', getToken: async () => 'token' }), /pass createSocket/);
  });
});
