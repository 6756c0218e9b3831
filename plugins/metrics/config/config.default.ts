/** What is measured and who may read it. */
export interface MetricsConfig {
  /** Asked for as `Authorization: Bearer <token>`; absent: only this machine may read. */
  token: string | undefined;
  /** Measure the process too: memory, CPU, event loop, garbage collection. */
  process: boolean;
}

const metrics: MetricsConfig = { token: undefined, process: true };

export default { metrics };
