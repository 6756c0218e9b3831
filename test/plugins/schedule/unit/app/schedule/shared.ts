import { defineSchedule } from '#kernel';
import { ran } from '../../ran.ts';

/** Runs on one node of all. */
export default defineSchedule(() => ({ every: 200, on: 'cluster', run: () => ran('shared') }));
