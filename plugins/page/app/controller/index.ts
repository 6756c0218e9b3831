export { default as page } from './page.ts';
export { default as screen } from './screen.ts';
