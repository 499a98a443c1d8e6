// The edge's configuration is read by a real nginx, and says what was decided.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { read, root } from './files.mjs';

const configuration = read('infra/nginx/nginx.conf');

test('nginx takes the configuration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'oms-nginx-'));
  try {
    cpSync(`${root}infra/nginx/snippets`, join(folder, 'snippets'), { recursive: true });
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=test',
      '-keyout', join(folder, 'key'), '-out', join(folder, 'certificate')], { stdio: 'ignore' });
    // `http2 on` is of nginx 1.25 and later; an older one on the machine of the tests reads the rest.
    writeFileSync(join(folder, 'nginx.conf'), configuration.replaceAll(' /tmp/', ` ${folder}/`).replaceAll(/ \/dev\/std(out|err)/g, ` ${folder}/log`)
      .replaceAll('/etc/nginx/snippets', join(folder, 'snippets')).replace('/run/secrets/tls_certificate', join(folder, 'certificate')).replace('/run/secrets/tls_key', join(folder, 'key'))
      .replace('        http2 on;\n', ''));
    execFileSync('nginx', ['-t', '-q', '-c', join(folder, 'nginx.conf')], { stdio: 'pipe' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an order is never sent to a second web when the first may have it', () => {
  const all = configuration + read('infra/nginx/snippets/proxy.conf').replaceAll(/^#.*$/gm, '');
  assert.doesNotMatch(all, /proxy_next_upstream[^;]*non_idempotent/);
});

test('the pages carry the same headers from nginx as from the program', () => {
  const program = readFileSync(`${root}src/Oms.Server/Hosting/Dashboard.cs`, 'utf8');
  const policy = program.match(/ContentSecurityPolicy = ((?:"[^"]*"[\s+]*)+);/)[1].replaceAll(/"[\s+]*"|^"|"$/g, '');
  const headers = read('infra/nginx/snippets/page-headers.conf');
  assert.ok(headers.includes(`Content-Security-Policy "${policy}"`), policy);
  for (const header of ['X-Content-Type-Options nosniff', 'X-Frame-Options DENY', 'Referrer-Policy same-origin']) assert.ok(headers.includes(header));
});

test('metrics and media are not for the world', () => {
  assert.match(configuration, /location = \/metrics \{ return 404; \}/);
  assert.match(configuration, /location \/protected-media\/ \{\s+internal;/);
});
