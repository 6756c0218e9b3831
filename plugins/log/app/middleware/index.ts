export { default as requestLog } from './request-log.ts';
