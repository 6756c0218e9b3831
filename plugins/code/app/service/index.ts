export { default as code } from './code.ts';
export { default as ticket } from './ticket.ts';
