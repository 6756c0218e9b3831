import assert from 'node:assert/strict';
import type { ErrorCode } from '../../app/error.ts';
import type { Answer } from './api.ts';

/** Holds that an answer is the failure with this status, code and text. */
export function refused({ status, msg, code, data }: Answer, expected: number, error: { code: ErrorCode; text: string }): void {
  assert.deepEqual({ status, msg, code, data }, { status: expected, msg: 'fail', code: error.code, data: error.text });
}
