import assert from 'node:assert/strict';
import { describeAddress, explain, readAddress } from '../../../../plugins/sequelize/mysql/address.ts';

describe('address of a database', () => {
  it('is read from a URL', () => {
    assert.deepEqual(readAddress('mysql://me:p%40ss%2F@db.example:3307/chat?ssl=true'), {
      host: 'db.example',
      port: 3307,
      user: 'me',
      password: 'p@ss/',
      database: 'chat',
      isSecure: true,
    });
    const short = readAddress('mariadb://me@[::1]/chat');
    assert.deepEqual([short.host, short.port, short.password, short.isSecure], ['::1', 3306, '', false]);
  });

  it('is refused when it is of another kind, with how to write it, and never repeated', () => {
    for (const url of ['postgres://me:secret@host/chat', 'me:secret@host', 'mysql:secret', '']) {
      assert.throws(
        () => readAddress(url),
        (error: Error) =>
          /DATABASE_URL .*mysql:\/\/user:password@host:3306\/database/.test(error.message) && !error.message.includes('secret'),
      );
    }
  });

  it('is refused without a database, and with a broken escape', () => {
    assert.throws(() => readAddress('mysql://me:secret@host'), /names no database/);
    assert.throws(() => readAddress('mysql://me:100%secret@host/chat'), /write % itself as %25/);
  });

  it('is shown without its password, with why it does not work and what to do', () => {
    const address = readAddress('mysql://me:secret@host/chat');
    assert.equal(describeAddress(address), 'mysql://me@host:3306/chat');
    const causes: [code: string, text: RegExp][] = [
      ['ECONNREFUSED', /nothing listens at host:3306: start the database or correct/],
      ['ENOTFOUND', /the host host is not known/],
      ['ETIMEDOUT', /host:3306 does not answer/],
      ['ER_ACCESS_DENIED_ERROR', /the user or the password is refused/],
      ['ER_BAD_DB_ERROR', /there is no database chat: CREATE DATABASE chat/],
      ['ER_DBACCESS_DENIED_ERROR', /me may not use chat: GRANT ALL/],
      ['ER_OTHER', /: the driver's words: /],
    ];
    for (const [code, text] of causes) {
      const cause = new Error('outer', { cause: Object.assign(new Error('inner'), { code }) });
      const { message } = explain(address, code === 'ER_OTHER' ? new Error(`the driver's words`) : cause);
      assert.match(message, text);
      assert.match(message, /^DATABASE_URL \(mysql:\/\/me@host:3306\/chat\) does not work: /);
    }
  });
});
