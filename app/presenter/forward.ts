import type { WireForward } from '../../protocol/index.ts';
import type { Language } from '../error.ts';
import type { ForwardOutcome } from '../service/forward.ts';

/** The answer to a forward, in the order of its targets. */
export function presentForward(outcomes: readonly ForwardOutcome[], language: Language): WireForward[] {
  return outcomes.map(({ chatType, id, messages, error }) => {
    const got = { chatType, id, messages };
    return error ? { ...got, code: error.code, text: error.text(language) } : got;
  });
}
