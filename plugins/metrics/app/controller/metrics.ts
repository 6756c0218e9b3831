import { Controller } from '#kernel';
import { mayRead } from '../../reader.ts';

/** The metrics in Prometheus' text format. */
export default class MetricsController extends Controller {
  /** To anyone who may not read them there is nothing here. */
  async show(): Promise<void> {
    const { ctx, app, config } = this;
    const reader = {
      address: ctx.req.socket.remoteAddress,
      isForwarded: ctx.get('X-Forwarded-For') !== '' || ctx.get('Forwarded') !== '',
      authorization: ctx.get('Authorization'),
    };
    if (!mayRead(reader, config.metrics.token)) return;
    ctx.set('Content-Type', app.metrics.registry.contentType);
    ctx.body = await app.metrics.registry.metrics();
  }
}
