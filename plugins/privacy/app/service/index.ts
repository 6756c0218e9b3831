export { default as export } from './export.ts';
