export * from './close.ts';
export * from './frame.ts';
export * from './message.ts';
export * from './notice.ts';
