import type { LogConfig } from '../logger.ts';

const log: LogConfig = { level: 'info', pretty: false, output: 'stdout' };

/** The request log is quiet about what asks every few seconds. */
const requestLog = { enable: true, ignore: ['/healthz', '/metrics'] };

export default { log, requestLog };
