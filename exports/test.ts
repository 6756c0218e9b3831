/** An application on a store of its own, or in a process to be killed, accounts, sockets and a clock, for tests of units. */
export type {} from '../typings/index.ts'; // brings the types of Foyer's units; an import would be left out of the declarations

export { Api, type Answer, type RequestHeaders } from '../test/support/api.ts';
export { bootApp, type BootOptions, type TestApp } from '../test/support/app.ts';
export { Clock } from '../test/support/clock.ts';
export { createUser, createVisitor, makeFriends, type TestUser, type UserOptions } from '../test/support/factory.ts';
export { ServerProcess, type ProcessOptions } from '../test/support/server-process.ts';
export { foyerSocket, plainSocket, type FoyerOptions, type FoyerSocket, type PlainSocket } from '../test/support/socket.ts';
export { until, type WaitOptions } from '../test/support/wait.ts';
