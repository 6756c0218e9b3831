export { default } from './messenger.js';
