import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { greatest, sizeInWords, tooLarge } from '../../../../plugins/file/upload/limit.ts';

describe('upload/limit', () => {
  it('says sizes as people do', () => {
    assert.deepEqual([512, 51_200, 10 * 1024 * 1024, 1.5 * 1024 * 1024].map(sizeInWords), ['0.5 KB', '50 KB', '10 MB', '1.5 MB']);
  });

  it('names the limit in the refusal', () => {
    const refusal = tooLarge(10 * 1024 * 1024);
    assert.equal(refusal.status, 413);
    assert.equal(refusal.text('zh'), '文件过大，不能超过10 MB');
    assert.equal(refusal.text('en'), 'The file is too large. The limit is 10 MB');
  });

  it('knows what no file exceeds', () => assert.equal(greatest({ image: 1, audio: 2, video: 9, file: 3 }), 9));
});
