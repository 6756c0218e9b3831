import { definePlugin } from '#kernel';

/** Metrics for Prometheus: `app.metrics`, and GET /metrics. */
export default definePlugin({ name: 'metrics', path: import.meta.dirname });
