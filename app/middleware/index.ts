export { default as cors } from './cors.ts';
export { default as failure } from './failure.ts';
export { default as shield } from './shield.ts';
