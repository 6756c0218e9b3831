import { z } from 'zod';
import { bare, rule, shape } from '#validate';
import type { HealthReport } from '../service/health.ts';

const state = z.enum(['ok', 'down']);

const report = shape<HealthReport>()('Health', {
  status: z.enum(['ok', 'unavailable']),
  sql: state,
  engine: state,
  storage: state.exactOptional(),
});

/** GET /healthz */
export const show = rule({
  zh: '健康检查',
  en: 'Tell whether the server can take messages',
  fields: {},
  answer: [bare(report), bare(report, 503)],
});
