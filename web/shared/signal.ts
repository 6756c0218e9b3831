import type { ServerFrame } from '../../protocol/index.ts';

/** Frames that change what is known of a conversation or of people, and bring no message. */
export type Signal = Extract<ServerFrame, { readonly op: 'read' | 'settings' | 'gone' | 'typing' | 'presence' | 'pong' }>;

/** Whether a frame is one of them. */
export function isSignal(frame: ServerFrame): frame is Signal {
  return ['read', 'settings', 'gone', 'typing', 'presence', 'pong'].includes(frame.op);
}
