export { default as handover } from './handover.ts';
export { default as invitation } from './invitation.ts';
export { default as knownVisitor } from './known-visitor.ts';
export { default as session } from './session.ts';
