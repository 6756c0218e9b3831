import assert from 'node:assert/strict';
import { codePage } from '../../../plugins/code/code-page.ts';

const RULE = { allowed: ['https://h5.example'], publicUrl: 'https://chat.example/', loopback: false };
const HOST = 'node7.example:7001';

describe('codePage', () => {
  it('keeps the page as it was given, up to its path', () => {
    for (const page of [
      'https://h5.example',
      'https://h5.example/',
      'https://h5.example/h5/',
      'https://h5.example/h5/index.html',
      'https://chat.example/x',
      'http://node7.example:7001/h5',
    ]) {
      assert.equal(codePage(RULE, page, HOST), page);
    }
    assert.equal(codePage(RULE, 'https://h5.example/h5/?a=1#/pages', HOST), 'https://h5.example/h5/');
    assert.equal(codePage(RULE, 'https://h5.example?a=/', HOST), 'https://h5.example');
    assert.equal(codePage(RULE, 'https://h5.example/h5/../x', HOST), 'https://h5.example/x');
    assert.equal(codePage(RULE, 'https://h5.example/群', HOST), 'https://h5.example/%E7%BE%A4');
  });

  it('D38 refuses every other origin and whatever is no page', () => {
    for (const page of [
      '',
      'h5.example',
      '//h5.example',
      '/h5',
      'https://evil.example',
      'http://h5.example',
      'https://h5.example:444',
      'https://h5.example.evil.example',
      'https://h5.example@evil.example',
      'https://evil.example@h5.example',
      'https://:x@h5.example',
      'https://evil.example#https://h5.example',
      'https://evil.example/?https://h5.example/',
      'javascript:alert(1)',
      'javascript://h5.example/%0aalert(1)',
      'data:text/html,x',
      'file:///etc/passwd',
      'ftp://h5.example',
      'blob:https://h5.example/1',
      'null',
      'http://localhost:8080',
    ]) {
      assert.equal(codePage(RULE, page, HOST), undefined, page);
    }
  });

  it('takes pages of this machine where development says so, and every origin where all are allowed', () => {
    assert.equal(codePage({ ...RULE, loopback: true }, 'http://localhost:8080/#', HOST), 'http://localhost:8080/');
    assert.equal(codePage({ ...RULE, allowed: ['*'] }, 'https://any.example/x', HOST), 'https://any.example/x');
    assert.equal(codePage({ ...RULE, allowed: ['*'] }, 'javascript:alert(1)', HOST), undefined);
  });
});
