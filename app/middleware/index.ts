export { default as access } from './access.ts';
export { default as cors } from './cors.ts';
export { default as crowd } from './crowd.ts';
export { default as failure } from './failure.ts';
export { default as limit } from './limit.ts';
export { default as shield } from './shield.ts';
