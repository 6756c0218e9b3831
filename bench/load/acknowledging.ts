import type { Receiver } from './receiver.ts';

const INTERVAL = 1000;

/** Lets receivers acknowledge what is left every second; returns how to stop that. */
export function acknowledging(receivers: readonly Receiver[]): () => void {
  const timer = setInterval(() => receivers.forEach((receiver) => receiver.acknowledge()), INTERVAL);
  return () => clearInterval(timer);
}
