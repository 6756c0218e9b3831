import { parentPort, receiveMessageOnPort } from 'node:worker_threads';
import { unpackBlobs } from './blobs.ts';
import { Scheduler } from './scheduler.ts';
import { STOP, type Cell, type Request, type Requests } from './wire.ts';

/** Entry of the worker thread that owns every SQLite connection of the process. */
const port = parentPort;
if (!port) throw new Error('sqlite/worker runs as a worker thread only');
const scheduler = new Scheduler((answers) => port.postMessage(answers));

port.on('message', (first: Requests) => {
  const requests = take(first);
  // What arrived while the last batch ran is one batch now: its writes share a commit, its answers a message.
  for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) requests.push(...take(next.message as Requests));
  const end = requests.findIndex(([id]) => id === STOP);
  if (end !== -1) return stop(requests.slice(0, end));
  return scheduler.handle(requests);
});

function take({ requests, blobs }: Requests): Request[] {
  if (blobs) unpackBlobs(blobs, (index) => requests[index]?.[4] as Cell[]);
  return requests;
}

function stop(last: readonly Request[]): void {
  scheduler.handle(last);
  scheduler.close();
  port?.close();
}
