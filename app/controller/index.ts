export { default as account } from './account.ts';
export { default as health } from './health.ts';
export { default as message } from './message.ts';
export { default as profile } from './profile.ts';
export { default as relation } from './relation.ts';
export { default as visitor } from './visitor.ts';
