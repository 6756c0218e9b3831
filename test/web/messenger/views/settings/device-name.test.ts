import assert from 'node:assert/strict';
import { deviceName } from '../../../../../web/messenger/views/settings/device-name.ts';

describe('web/messenger: device name', () => {
  it('names browser and system, though every browser claims to be others as well', () => {
    const agents = {
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0':
        'Edge · Windows',
      'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36': 'Chrome · Android',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1': 'Safari · iOS',
      'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0': 'Firefox · Linux',
      'Mozilla/5.0 (Linux; Android 14) Chrome/116.0 MicroMessenger/8.0.50': 'WeChat · Android',
    };
    for (const [agent, name] of Object.entries(agents)) assert.equal(deviceName(agent), name);
  });

  it('says nothing of what it does not know', () => {
    for (const agent of ['', 'node', '<b>x</b>']) assert.equal(deviceName(agent), '');
  });
});
