import { Controller } from '#kernel';
import { mayRead } from '../../reader.ts';

/** The metrics in Prometheus' text format. */
export default class MetricsController extends Controller {
  /** To anyone who may not read them there is nothing here. */
  async show(): Promise<void> {
    const { ctx, app, config } = this;
    const { tokens, local = false } = config.metrics;
    const reader = { address: ctx.req.socket.remoteAddress, headers: ctx.headers };
    // Who says that there is a proxy says that an address of this machine means nothing.
    if (!mayRead(reader, { tokens, local: local && !app.proxy })) return;
    ctx.set('Content-Type', app.metrics.registry.contentType);
    ctx.body = await app.metrics.registry.metrics();
  }
}
