export { default as measure } from './measure.ts';
