export { default as accept } from './accept.ts';
export { default as body } from './body.ts';
