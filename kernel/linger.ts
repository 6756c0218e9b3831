import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ServerConfig } from './registry.ts';

/** Between two looks at how much came. */
const LOOK = 50;

/**
 * Where an answer goes out before the body of its request is in: reads on and throws away what comes, so that the client finds the answer and
 * not a reset, and cuts the connection after `config.time` or `config.bytes`.
 */
export function lingerAfter(request: IncomingMessage, response: ServerResponse, config: ServerConfig['linger']): void {
  // Before Node looks whether the connection ends with the answer.
  response.once('prefinish', () => {
    if (!request.complete) linger(request, response, config);
  });
}

function linger(request: IncomingMessage, response: ServerResponse, { time, bytes }: ServerConfig['linger']): void {
  const { socket } = request;
  const until = Date.now() + time;
  const most = socket.bytesRead + bytes;
  let isLast = false;
  // Node closes with it what ends with its answer; what is unread then would be answered with a reset.
  socket.destroySoon = () => {
    isLast = true;
    socket.end();
  };
  const stop = (): void => {
    clearInterval(timer);
    Reflect.deleteProperty(socket, 'destroySoon');
    if (isLast || !request.complete) socket.destroy();
  };
  const timer = setInterval(() => {
    if (request.complete || socket.destroyed || socket.bytesRead > most || Date.now() > until) stop();
  }, LOOK);
  response.once('finish', () => {
    request.unpipe();
    request.resume();
  });
}
