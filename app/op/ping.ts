import { rule } from '#validate';
import { op } from '../messaging/gateway/op.ts';

const ping = rule({ zh: '心跳', en: 'Heartbeat', fields: {} });

/** For platforms that hide protocol pings. */
export default op(ping, () => ({ op: 'pong', time: Date.now() }));
