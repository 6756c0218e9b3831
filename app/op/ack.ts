import { int, rule } from '#validate';
import { op } from '../messaging/gateway/op.ts';

const ack = rule({
  zh: '确认收到的消息',
  en: 'Acknowledge messages',
  fields: { n: int({ zh: '消息数量', en: 'Count', min: 0 }) },
});

/** The client has taken over the first `n` messages of this connection. */
export default op(ack, ({ session }, { n }) => {
  session.acknowledge(n);
  return undefined;
});
