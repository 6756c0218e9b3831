export { default as push } from './push.ts';
