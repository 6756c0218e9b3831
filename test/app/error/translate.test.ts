import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { InputError } from '#validate';
import { ChatError } from '../../../app/error.ts';
import { translate } from '../../../app/error/translate.ts';
import { EngineUnavailable } from '../../../engine/error.ts';
import { SqlError } from '../../../engine/sql.ts';

function withFields(name: string, fields: object): Error {
  return Object.assign(new Error('driver says no'), { name }, fields);
}

function codes(errors: readonly unknown[]): string[] {
  return errors.map((error) => translate(error).code);
}

describe('app/error/translate', () => {
  it('gives an error of the table back as it is', () => {
    const error = new ChatError('blocked');
    assert.equal(translate(error), error);
  });

  it('takes over a plugin error by its code and values', () => {
    const input = new InputError('input_required', { desc: { zh: '账号', en: 'Username' } });
    assert.equal(translate(input).text('zh'), '账号不能为空');
    const limited = translate(withFields('Limit', { code: 'too_many', retryAfter: 7 }));
    assert.deepEqual([limited.code, limited.status, limited.retryAfter], ['too_many', 429, 7]);
    assert.equal(translate(withFields('Odd', { code: 'blocked', params: 'none' })).code, 'blocked');
  });

  it('names a store that is down, whichever way it says so', () => {
    const down = [
      new EngineUnavailable('gone'),
      new SqlError('unavailable', 'gone'),
      new SqlError('busy', 'locked'),
      withFields('SequelizeConnectionRefusedError', {}),
      withFields('SequelizeDatabaseError', { original: { code: 'PROTOCOL_CONNECTION_LOST' } }),
    ];
    for (const error of down) {
      assert.equal(translate(error).code, 'unavailable', error.name);
      assert.equal(translate(error).retryAfter, 2);
      assert.equal(translate(error).cause, error);
    }
  });

  it('calls everything else internal, and keeps it as the cause', () => {
    const others = [
      new SqlError('duplicate', 'twice'),
      withFields('SequelizeDatabaseError', { original: { code: 'ER_PARSE_ERROR' } }),
      withFields('Error', { code: 'ECONNREFUSED' }),
      withFields('Error', { status: 404 }),
      withFields('Error', { code: 'toString' }),
    ];
    for (const error of others) {
      assert.equal(translate(error).code, 'internal');
      assert.equal(translate(error).cause, error);
    }
    assert.deepEqual(
      codes(['text', undefined, null, 5, { code: 'blocked' }]),
      Array.from({ length: 5 }, () => 'internal'),
    );
  });

  it("maps Koa's errors for the client by their status", () => {
    const exposed = [400, 404, 405, 413, 415, 500].map((status) => withFields('HttpError', { status, expose: true }));
    assert.deepEqual(codes(exposed), ['bad_request', 'not_found', 'method_not_allowed', 'payload_too_large', 'bad_request', 'internal']);
  });
});
