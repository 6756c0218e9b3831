import { Controller } from '#kernel';

/** For load balancers and whoever watches the server. */
export default class HealthController extends Controller {
  /** GET /healthz: 200 when every part answers, else 503 with the parts that do not. */
  async show(): Promise<void> {
    const report = await this.service.health.check();
    this.ctx.status = report.status === 'ok' ? 200 : 503;
    this.ctx.body = report;
  }
}
