export { default as page } from './page.ts';
