import { defineSchedule } from '#kernel';
import { ran } from '../../ran.ts';

/** Runs on every node. */
export default defineSchedule(() => ({ every: 5, on: 'node', run: () => ran('own') }));
