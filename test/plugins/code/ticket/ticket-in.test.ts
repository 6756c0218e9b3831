import assert from 'node:assert/strict';
import { codeText, h5Link, pageLink, type CodeContent } from '../../../../plugins/code/ticket/link.ts';
import { ticketIn } from '../../../../plugins/code/ticket/ticket-in.ts';

const TICKET = 'g.h.5k.0.0.0.t8f2k1.Ab-_0123456789abcdefghij';

function linked(name: string): CodeContent {
  return { chatType: 'group', id: 17, name, avatar: '', ticket: TICKET };
}

describe('ticketIn', () => {
  it('finds the ticket in every form that a code has', () => {
    const forms = [
      TICKET,
      `  ${TICKET}\n`,
      h5Link('https://h5.example/app/', linked('群')),
      pageLink('https://chat.example', TICKET),
      `HTTPS://CHAT.EXAMPLE/join#${TICKET}`,
      codeText(linked('群')),
      `https://h5.example/?ticket=${TICKET}&id=17`,
      `ticket?ticket=${TICKET}`,
    ];
    for (const form of forms) assert.equal(ticketIn(form), TICKET, form);
  });

  it('D14 D43 is not led astray by a name', () => {
    const names = [
      '🏮 群',
      '&ticket=evil',
      '?ticket=evil#&#?',
      '#ticket',
      '{"ticket":"evil"}',
      '"',
      'a&ticket=b',
      TICKET,
      '\u202egnp',
      '%26ticket%3Devil',
      '\ud800',
    ];
    for (const name of names) {
      for (const form of [h5Link('https://h5.example/', linked(name)), codeText(linked(name))]) assert.equal(ticketIn(form), TICKET, form);
    }
  });

  it('gives back what holds none', () => {
    const none = [
      '',
      '{',
      '{}',
      'null',
      '{"ticket":1}',
      '[]',
      'https://evil.example',
      'javascript:alert(1)',
      '{"__proto__":{"ticket":"x"}}',
      'x#y',
    ];
    for (const text of none) assert.equal(ticketIn(text), text);
  });
});
