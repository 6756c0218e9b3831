export { default as metrics } from './metrics.ts';
