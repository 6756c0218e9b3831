/** What units say things with: what the app does is reached through `ctx` and `app`. */
export { ChatError, fail, type ErrorParams, type Language } from './error.ts';
export { op, type FrameCall, type Op } from './gateway/op.ts';
export type * from '../protocol/frame.ts';
export { definePrivacy, type Erasure, type Privacy, type Remains } from './people/privacy.ts';
export type { Section } from './people/section.ts';
export type { Retention } from './retention/ended.ts';
export { inSteps } from './retention/steps.ts';
