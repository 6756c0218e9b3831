export { default as privacy } from './privacy.ts';
