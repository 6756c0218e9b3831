import { extendApplication } from '#kernel';
import { WebSocketHub } from '../../hub.ts';

const hubs = new WeakMap<object, WebSocketHub>();

export default extendApplication({
  /** The WebSocket endpoints of this process. */
  get websocket(): WebSocketHub {
    let hub = hubs.get(this);
    if (!hub) hubs.set(this, (hub = new WebSocketHub(this.config.websocket)));
    return hub;
  },
});
