export { default as wordlist } from './wordlist.ts';
