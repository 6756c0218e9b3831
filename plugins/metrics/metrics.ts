import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Upper bounds of the duration buckets, in seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** What every metric is told: a name in snake_case with its unit, and what it means. */
export interface MetricOptions {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
}

/** The metrics of one application. Units register theirs by name; a second registration of a name throws. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests: Histogram;

  constructor(options: { readonly process: boolean }) {
    if (options.process) collectDefaultMetrics({ register: this.registry });
    this.#requests = this.histogram({
      name: 'http_request_duration_seconds',
      help: 'Duration of HTTP requests by route, method and status',
      labels: ['method', 'route', 'status'],
    });
  }

  /** A value that is asked for when someone reads the metrics. */
  gauge(options: MetricOptions, read: () => number | Promise<number>): Gauge {
    return new Gauge({
      ...base(options, this.registry),
      async collect(): Promise<void> {
        this.set(await read());
      },
    });
  }

  /** A number that only grows and is counted elsewhere: asked for when someone reads the metrics. */
  total(options: MetricOptions, read: () => number): Counter {
    return new Counter({
      ...base(options, this.registry),
      collect(): void {
        this.reset();
        this.inc(read());
      },
    });
  }

  /** A number that only grows. */
  counter(options: MetricOptions): Counter {
    return new Counter(base(options, this.registry));
  }

  /** A distribution; durations in seconds unless buckets are given. */
  histogram(options: MetricOptions & { readonly buckets?: readonly number[] }): Histogram {
    return new Histogram({ ...base(options, this.registry), buckets: [...(options.buckets ?? SECONDS)] });
  }

  /** Counts one HTTP request by its route as declared: paths with ids in them would make a series each. */
  observeRequest(labels: { readonly method: string; readonly route: string; readonly status: number }, seconds: number): void {
    this.#requests.observe(labels, seconds);
  }
}

function base(
  { name, help, labels = [] }: MetricOptions,
  registry: Registry,
): { name: string; help: string; labelNames: string[]; registers: Registry[] } {
  return { name, help, labelNames: [...labels], registers: [registry] };
}
