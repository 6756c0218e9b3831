import { extendApplication, onceFor, type Application } from '#kernel';
import { WebSocketHub } from '../../hub.ts';

const hubOf = onceFor((app: Application) => new WebSocketHub(app.config.websocket));

export default extendApplication({
  /** The WebSocket endpoints of this process. */
  get websocket(): WebSocketHub {
    return hubOf(this);
  },
});
