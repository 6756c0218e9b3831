import { createHistogram } from 'node:perf_hooks';
import { newRun } from './body.ts';
import { Tally } from './tally.ts';

const LONGEST = 600_000_000; // µs

/** What the sockets of one run share: who it is, what it has counted, whether it goes on sending. */
export class LoadSession {
  readonly run = newRun();
  readonly tally: Tally;
  /** From sending to the receiver's receipt, µs. */
  readonly latency = createHistogram({ lowest: 1, highest: LONGEST, figures: 3 });
  /** From sending to the server's word that it is durable, µs. */
  readonly acceptance = createHistogram({ lowest: 1, highest: LONGEST, figures: 3 });
  /** From sending to the last receipt in a group, µs. */
  readonly completion = createHistogram({ lowest: 1, highest: LONGEST, figures: 3 });
  sending = false;
  measuring = false;
  /** Deliveries while measuring. */
  delivered = 0;
  /** Acceptances while measuring. */
  accepted = 0;
  refused = 0;
  /** Of the frames while measuring: bytes, and those of the largest per message in it. */
  bytes = 0;
  largest = 0;

  constructor(pairs: number) {
    this.tally = new Tally(pairs);
  }

  /** Starts counting; what is still under way counts when it arrives. */
  measure(): void {
    this.delivered = 0;
    this.accepted = 0;
    this.bytes = 0;
    this.largest = 0;
    for (const histogram of [this.latency, this.acceptance, this.completion]) histogram.reset();
    this.measuring = true;
  }

  /** Notes a frame of so many bytes with `count` messages in it. */
  weigh(bytes: number, count: number): void {
    this.bytes += bytes;
    this.largest = Math.max(this.largest, bytes / count);
  }
}

/** This process' clock in whole µs. */
export function now(): number {
  return Math.round(performance.now() * 1000);
}

type Histogram = ReturnType<typeof createHistogram>;

/** Notes the time since `start` (µs). */
export function note(histogram: Histogram, start: number, end: number): void {
  histogram.record(Math.max(1, Math.min(LONGEST, end - start)));
}

/** A percentile in ms; null when nothing was noted. */
export function percentile(histogram: Histogram, percent: number): number | null {
  return histogram.count === 0 ? null : histogram.percentile(percent) / 1000;
}
