// The compose files: what is promised of every service, and that nothing is named that is not there.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { read, root, yaml } from './files.mjs';

const { services, volumes } = yaml('docker-compose.yml');
const production = read('docker-compose.production.yml');
const entries = Object.entries(services);
const ours = ['migrate', 'paper-gateway', 'engine', 'web', 'worker', 'scheduler', 'monitor'];

test('every service is named, limited, restarted and kept from filling the disk', () => {
  for (const [name, service] of entries) {
    assert.match(service.container_name, /^\$\{COMPOSE_PROJECT_NAME\}_/, name);
    assert.ok(service.deploy.resources.limits.memory && service.deploy.resources.limits.cpus, name);
    assert.ok(service.restart, name);
    assert.ok(service.logging.options['max-size'], name);
  }
});

test('no service has rights that it does not need', () => {
  for (const [name, service] of entries) {
    assert.deepEqual(service.cap_drop, ['ALL'], name);
    assert.deepEqual(service.security_opt, ['no-new-privileges:true'], name);
    if (name !== 'ib-gateway') assert.equal(service.read_only, true, name);
  }
});

test('images name a version, never latest', () => {
  for (const [name, { image }] of entries) {
    assert.match(image, /:[^:]+$/, name);
    assert.doesNotMatch(image, /:latest/, name);
  }
});

test('only nginx is open to other machines', () => {
  for (const [name, { ports = [] }] of entries)
    for (const port of ports) if (name !== 'nginx') assert.match(port, /^127\.0\.0\.1:/, name);
});

test('the documented ports are published', () => {
  const published = entries.flatMap(([, { ports = [] }]) => ports).map((port) => port.match(/:-(\d+)\}/)[1]).sort();
  for (const port of ['80', '443', '3000', '5433', '5555', '6379', '7497', '8000', '9090', '4001', '5900']) assert.ok(published.includes(port), port);
});

test('every role asks its own health and waits for what it needs', () => {
  for (const name of ours.filter((role) => role !== 'migrate')) {
    const { healthcheck, depends_on: needs, command } = services[name];
    assert.deepEqual(healthcheck.test, ['CMD', '/app/oms', 'health', name], name);
    assert.equal(command[0], name);
    if (name !== 'paper-gateway') assert.ok(needs.migrate?.condition === 'service_completed_successfully' || needs.engine?.condition === 'service_healthy', name);
  }
});

test('what is mounted from this repository is there', () => {
  for (const [name, { volumes: mounts = [] }] of entries)
    for (const [source] of mounts.map((mount) => mount.replace(/\$\{\w+:-([^}]+)\}/g, '$1').split(':')))
      assert.ok(source.startsWith('./') ? existsSync(root + source) : source in volumes, `${name}: ${source}`);
});

test('.env.example tells every variable that the compose files read', () => {
  const known = [...read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map((match) => match[1]);
  const files = read('docker-compose.yml') + production + read('docker-compose.dev.yml');
  const used = new Set([...files.matchAll(/(?<!\$)\$\{([A-Z][A-Z_]+)/g)].map((match) => match[1]));
  used.delete('COMPOSE_PROJECT_NAME'); // Compose knows it by itself.
  assert.deepEqual([...used].filter((name) => !known.includes(name)), []);
});

test('in production no secret is in the environment of a container', () => {
  const secrets = ['POSTGRES_PASSWORD', 'DATABASE_URL', 'REDIS_URL', 'MESSAGE_BROKER_URL', 'JWT_SECRET_KEY', 'API_KEY_SECRET',
    'SUPERUSER_PASSWORD', 'FLOWER_PASSWORD', 'REDIS_PASSWORD', 'PGPASSWORD'];
  for (const name of secrets) {
    assert.match(production, new RegExp(`\\b${name}_FILE: /run/secrets/`), name);
    assert.match(production, new RegExp(`\\b${name}: (""|!reset null)`), name);
  }
});
