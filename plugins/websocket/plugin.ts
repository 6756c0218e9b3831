import { definePlugin } from '#kernel';

/** WebSocket endpoints beside the router: `app.websocket.route('/ws', …)`. */
export default definePlugin({ name: 'websocket', path: import.meta.dirname });
