// What `foyer start` does, with settings of the test merged over the configuration: no limits stand in the way of a crowd.
import { loadApplication } from '../../dist/bin/application.js';

const app = await loadApplication(JSON.parse(process.env.TEST_CONFIG ?? '{}'));
await app.ready();
await app.createAnonymousContext().service.admin.createServiceAccount();
await app.start(app.config.listen.port, app.config.listen.host);
process.once('SIGTERM', async () => {
  await app.close();
  process.exit();
});
