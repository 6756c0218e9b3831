export { default as openapi } from './openapi.ts';
