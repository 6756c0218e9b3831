/** Quick, and to a server on this machine. */
export default {
  webhooks: { look: 20, timeout: 500, pause: { first: 50, longest: 400 }, privateHosts: ['127.0.0.1'] },
  group: { members: 100_000 },
};
