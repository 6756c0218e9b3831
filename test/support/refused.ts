import assert from 'node:assert/strict';
import type { ErrorCode } from '../../app/error.ts';
import type { Answer } from './api.ts';

/** Holds that an answer is the failure with this status and code, and this text. */
export function refused({ status, msg, code, data }: Answer, failure: `${number} ${ErrorCode}`, text: string): void {
  assert.deepEqual([msg, `${status} ${code}`, data], ['fail', failure, text]);
}
