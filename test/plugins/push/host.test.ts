import assert from 'node:assert/strict';
import config from '../../../plugins/push/config/config.default.ts';
import { isPushService } from '../../../plugins/push/host.ts';

const { hosts } = config.push;

describe('the hosts of push services', () => {
  it('lets in the services of the browsers', () => {
    for (const endpoint of [
      'https://fcm.googleapis.com/fcm/send/abc',
      'https://updates.push.services.mozilla.com/wpush/v2/abc',
      'https://wns2-par02p.notify.windows.com/w/?token=abc',
      'https://web.push.apple.com/abc',
    ])
      assert.ok(isPushService(endpoint, hosts), endpoint);
  });

  it('refuses everything else that a server can be made to call', () => {
    for (const endpoint of [
      '',
      'fcm.googleapis.com',
      'http://fcm.googleapis.com/fcm/send/abc',
      'https://fcm.googleapis.com:8443/abc',
      'https://fcm.googleapis.com@127.0.0.1/abc',
      'https://user:word@fcm.googleapis.com/abc',
      'https://fcm.googleapis.com.example/abc',
      'https://evilpush.apple.com.example/',
      'https://xpush.services.mozilla.com/',
      'https://notify.windows.com/',
      'https://127.0.0.1/abc',
      'https://[::1]/abc',
      'https://2130706433/abc',
      'https://localhost/abc',
      'https://169.254.169.254/latest/meta-data',
      'file:///etc/passwd',
      'javascript:alert(1)',
    ])
      assert.ok(!isPushService(endpoint, hosts), endpoint);
  });

  it('lets in an origin that is named as a whole', () => {
    assert.ok(isPushService('http://127.0.0.1:8080/abc', ['http://127.0.0.1:8080']));
    assert.ok(!isPushService('http://127.0.0.1:8081/abc', ['http://127.0.0.1:8080']));
  });
});
