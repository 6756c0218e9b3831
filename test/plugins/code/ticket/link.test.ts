import assert from 'node:assert/strict';
import { codeText, h5Link, pageLink } from '../../../../plugins/code/ticket/link.ts';

const TICKET = 'g.h.5k.0.0.0.t8f2k1.Ab-_0123456789abcdefghij';

describe('links of codes', () => {
  it("lead into the course's client, url-encoded", () => {
    assert.equal(
      h5Link('https://h5.example/app/', { chatType: 'group', id: 17, name: '开发 群&#?', avatar: '/avatar/x.svg', ticket: TICKET }),
      `https://h5.example/app/#/pages/setpageInfo/setpageInfo?action=autoAddGroup&title=%E7%BE%A4%E4%BB%8B%E7%BB%8D&id=17&chatType=group&name=%E5%BC%80%E5%8F%91%20%E7%BE%A4%26%23%3F&ticket=${TICKET}`,
    );
  });

  it('G99 lead to a user by the one action that the client knows', () => {
    assert.equal(
      h5Link('https://h5.example', { chatType: 'single', id: 4, name: '阿', avatar: '/avatar/x.svg', ticket: TICKET }),
      `https://h5.example#/pages/setpageInfo/setpageInfo?action=autoAddGroup&title=%E5%8A%A0%E7%94%A8%E6%88%B7%5B%E9%98%BF%5D%E4%B8%BA%E5%A5%BD%E5%8F%8B&id=4&chatType=single&name=%E9%98%BF&avatar=%2Favatar%2Fx.svg&ticket=${TICKET}`,
    );
  });

  it('D14 keep any name whole', () => {
    for (const name of ['🏮'.repeat(50), '* + ? ( [ \\ . | $', '\u202eabc', '\'"<script>']) {
      const link = h5Link('https://h5.example/', { chatType: 'group', id: 1, name, avatar: '/avatar/x.svg', ticket: TICKET });
      const query = new URLSearchParams(new URL(link).hash.split('?')[1]);
      assert.equal(query.get('name'), name);
      assert.equal(query.get('ticket'), TICKET);
    }
    assert.match(
      h5Link('https://h5.example/', { chatType: 'group', id: 1, name: '\ud800', avatar: '/avatar/x.svg', ticket: TICKET }),
      /name=%EF%BF%BD&/,
    );
  });

  it('are our own page, and JSON for the apps', () => {
    assert.equal(pageLink('https://chat.example', TICKET), `https://chat.example/join#${TICKET}`);
    assert.deepEqual(JSON.parse(codeText({ chatType: 'group', id: 17, name: '"}', avatar: '/avatar/x.svg', ticket: TICKET })), {
      id: 17,
      name: '"}',
      ticket: TICKET,
    });
  });
});
