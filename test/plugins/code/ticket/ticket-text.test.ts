import assert from 'node:assert/strict';
import { TicketSigner, type Ticket } from '../../../../plugins/code/ticket/ticket-text.ts';

const signer = new TicketSigner('a secret of tickets');
const TICKET: Ticket = { kind: 'group', targetId: 17, makerId: 4, id: 0, own: 2, all: 1, expiresAt: 1_800_000_000_000 };

describe('TicketSigner', () => {
  it('reads what it signed, of any size', () => {
    const great: Ticket = {
      kind: 'user',
      targetId: 2 ** 53 - 1,
      makerId: 2 ** 53 - 1,
      id: 2 ** 53 - 1,
      own: 2 ** 31,
      all: 2 ** 31,
      expiresAt: 9e15,
    };
    for (const ticket of [TICKET, great]) assert.deepEqual(signer.read(signer.sign(ticket)), ticket);
  });

  it('cuts the expiry to whole seconds', () => {
    assert.equal(signer.read(signer.sign({ ...TICKET, expiresAt: 1_800_000_000_999 }))?.expiresAt, 1_800_000_000_000);
  });

  it('writes a short text that a link carries as it is', () => {
    const text = signer.sign(TICKET);
    assert.equal(encodeURIComponent(text), text);
    assert.ok(text.length < 80, text);
  });

  it('D38 refuses a text with any one character changed, left out or put in', () => {
    const text = signer.sign(TICKET);
    for (let at = 0; at <= text.length; at++) {
      const [head, own, tail] = [text.slice(0, at), text.charAt(at), text.slice(at + 1)];
      const forged = ['A', 'a', '0', '1', '_', '-', '.', ' ', '\n', '群'].flatMap((other) => [
        head + other + tail,
        head + other + own + tail,
      ]);
      for (const other of [...forged, head + tail]) if (other !== text) assert.equal(signer.read(other), undefined, other);
    }
  });

  it('D38 refuses what another secret signed, and what is no ticket at all', () => {
    assert.equal(new TicketSigner('another secret').read(signer.sign(TICKET)), undefined);
    for (const text of ['', '.', 'g', 'g.1.1.0.0.0.1.', '__proto__', 'g'.repeat(100_000), `${signer.sign(TICKET)}\n`, '\0']) {
      assert.equal(signer.read(text), undefined);
    }
  });

  it('D38 takes the numbers in one spelling only', () => {
    const [kind, target, ...rest] = signer.sign(TICKET).split('.');
    assert.equal(signer.read([kind, `0${target}`, ...rest].join('.')), undefined);
    assert.equal(signer.read(['u', target, ...rest].join('.')), undefined);
  });
});
