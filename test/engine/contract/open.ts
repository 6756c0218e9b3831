import type { Engine } from '../../../engine/engine.ts';

/** Limits that the contract tests set on an engine. */
export interface Limits {
  readonly cap?: number;
  readonly roomCap?: number;
  /** Gets what the engine reports in the background. */
  readonly warn?: (message: string) => void;
}

/** Opens an engine that nobody used before; whoever gives it closes it after the test. */
export type Open = (limits?: Limits) => Promise<Engine>;
