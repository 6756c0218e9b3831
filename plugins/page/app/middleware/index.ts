export { default as missing } from './missing.ts';
