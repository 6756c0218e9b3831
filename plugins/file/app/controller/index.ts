export { default as upload } from './upload.ts';
