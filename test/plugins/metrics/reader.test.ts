import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { mayRead, type Reader } from '../../../plugins/metrics/reader.ts';

const OPEN = { tokens: [], local: true };
const host = '127.0.0.1:7001';
const local: Reader = { address: '127.0.0.1', headers: { host } };

/** A header for each way in which proxies say that they are there. */
const FORWARDED = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-forwarded-server',
  'forwarded',
  'via',
  'x-real-ip',
  'x-client-ip',
  'client-ip',
  'true-client-ip',
  'x-cluster-client-ip',
  'cf-connecting-ip',
  'cdn-loop',
  'fastly-client-ip',

  'x-original-forwarded-for',
  'x-original-url',
  'x-envoy-external-address',
  'x-amzn-trace-id',
  'x-azure-clientip',
  'x-scheme',
  'x-host',
];

describe('plugins/metrics/reader', () => {
  it('lets this machine read where there is no token', () => {
    for (const address of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1']) assert.ok(mayRead({ ...local, address }, OPEN), address);
    for (const address of ['10.0.0.1', '::ffff:10.0.0.1', '1127.0.0.1', '', undefined])
      assert.equal(mayRead({ ...local, address }, OPEN), false);
  });

  it('lets curl, Prometheus and a browser on this machine read', () => {
    const readers = [
      { host, 'user-agent': 'curl/8.14.1', accept: '*/*' },
      {
        host,
        'user-agent': 'Prometheus/3.5',
        accept: 'text/plain',
        'accept-encoding': 'gzip',
        'x-prometheus-scrape-timeout-seconds': '10',
      },
      {
        host: 'localhost:7001',
        'sec-fetch-site': 'none',
        'sec-ch-ua': '""',
        'upgrade-insecure-requests': '1',
        cookie: 'a=b',
        priority: 'u=0',
      },
    ];
    for (const headers of readers) assert.ok(mayRead({ ...local, headers }, OPEN), JSON.stringify(headers));
  });

  it('G19 does not take a proxy on this machine for this machine, whatever it adds', () => {
    for (const name of FORWARDED) assert.equal(mayRead({ ...local, headers: { host, [name]: '10.0.0.1' } }, OPEN), false, name);
  });

  it('G19 does not take a name of the network for this machine', () => {
    for (const name of ['chat.example', 'foyer', 'localhost.evil.example', '127.0.0.1.evil.example', '10.0.0.5:7001', ''])
      assert.equal(mayRead({ ...local, headers: { host: name } }, OPEN), false, name);
    assert.equal(mayRead({ ...local, headers: {} }, OPEN), false);
  });

  it('G19 trusts nothing where there is a proxy by the configuration', () => {
    assert.equal(mayRead(local, { tokens: [], local: false }), false);
  });

  it('lets only a token read where there is one', () => {
    const rule = { tokens: ['s3cret', 'n3xt'], local: true };
    const as = (authorization: string): Reader => ({ address: '10.0.0.1', headers: { authorization, 'x-forwarded-for': '10.9.9.9' } });
    for (const token of rule.tokens) assert.ok(mayRead(as(`Bearer ${token}`), rule), token);
    for (const authorization of ['', 's3cret', 'Bearer s3cre', 'Bearer s3cret ', 'Bearer ', 'Bearer s3cret,n3xt']) {
      assert.equal(mayRead(as(authorization), rule), false, authorization);
    }
    assert.equal(mayRead(local, rule), false);
  });
});
