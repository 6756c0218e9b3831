// What `foyer start` does, with settings of the test merged over the configuration: no limits stand in the way of a crowd.
import { once } from 'node:events';
import { loadApplication } from '../../dist/bin/application.js';

const app = await loadApplication(JSON.parse(process.env.TEST_CONFIG ?? '{}'));
await app.ready();
await app.createAnonymousContext().service.admin.createServiceAccount();
await app.start(app.config.listen.port, app.config.listen.host);
await once(process, 'SIGTERM');
await app.close();
