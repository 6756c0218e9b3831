export { default as search } from './search.ts';
