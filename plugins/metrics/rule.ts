import { media, rule } from '#validate';

/** GET /metrics */
export const showMetrics = rule({ zh: '监控指标', en: 'Read the metrics', fields: {}, answer: media('text/plain') });
