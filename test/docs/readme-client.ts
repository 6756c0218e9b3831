import { WebSocket } from 'ws';
import { Api, Client, textData, textOf, uuid } from '../../web/shared/index.ts';

const api = new Api({ base: 'http://127.0.0.1:7001' });
const [{ token }, { kefu }] = await Promise.all([api.visitorRegister(uuid()), api.demo()]);

const client = new Client({
  url: 'ws://127.0.0.1:7001/ws',
  getToken: () => Promise.resolve(token),
  createSocket: (url, protocols) => new WebSocket(url, protocols), // a browser, and Node from 22 on, bring their own
});
const conversation = client.open(kefu.id);
client.on('state', (state) => console.log(state)); // connecting, catching_up, up_to_date, …
client.on('conversation', () => console.log(conversation.lines.map(({ state, message }) => `${state}: ${textOf(message.data)}`)));
client.connect();
client.send({ to: kefu.id, data: textData('Is anybody there?') }); // kept and sent again until the server has it
