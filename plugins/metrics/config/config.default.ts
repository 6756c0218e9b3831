/** What is measured and who may read it. */
export interface MetricsConfig {
  /** One of them is asked for as `Authorization: Bearer <token>`. */
  tokens: readonly string[];
  /** Whether without a token a program on this machine may read; not all proxies show that they are there. Without effect where `server.proxy` is on. Absent: as the application says, else no. */
  local: boolean | undefined;
  /** Measure the process too: memory, CPU, event loop, garbage collection. */
  process: boolean;
}

const metrics: MetricsConfig = { tokens: [], local: undefined, process: true };

export default { metrics };
