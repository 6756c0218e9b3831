import type { TicketOffice } from '#app';
import type { Application, Boot } from '#kernel';

/** Opens groups to whoever has scanned a code. */
export default class CodeBoot implements Boot {
  readonly #app: Application;

  constructor(app: Application) {
    this.#app = app;
  }

  didLoad(): void {
    this.#app.tickets.entrust(ticketsOf(this.#app));
  }
}

function ticketsOf(app: Application): TicketOffice {
  const service = (): TicketOffice => app.createAnonymousContext().service.ticket;
  return {
    check: (text, groupId) => service().check(text, groupId),
    use: (tx, ticketId) => service().use(tx, ticketId),
    leadsTo: (text, groupId) => service().leadsTo(text, groupId),
    isAbout: (groupId) => service().isAbout(groupId),
  };
}
