import type { Language } from '../error.ts';
import type { ForwardOutcome } from '../service/forward.ts';
import type { WireMessage } from '../../protocol/index.ts';

/** What became of one target of a forward: `code` and `text` tell why it did not get all. */
export interface WireForward {
  readonly chatType: string;
  readonly id: number;
  readonly messages: readonly WireMessage[];
  readonly code?: string;
  readonly text?: string;
}

/** The answer to a forward, in the order of its targets. */
export function presentForward(outcomes: readonly ForwardOutcome[], language: Language): WireForward[] {
  return outcomes.map(({ chatType, id, messages, error }) => {
    const got = { chatType, id, messages };
    return error ? { ...got, code: error.code, text: error.text(language) } : got;
  });
}
