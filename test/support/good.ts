import assert from 'node:assert/strict';
import type { Answer } from './api.ts';

/** Holds that a call was done, of those that answer with nothing but `ok`. */
export function good({ status, data }: Answer): void {
  assert.deepEqual([status, data], [200, 'ok']);
}
