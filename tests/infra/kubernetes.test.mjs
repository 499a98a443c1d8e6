// The manifests as kustomize builds them, held against the schemas of Kubernetes and against what this product promises of them.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { parseAllDocuments } from 'yaml';
import { root } from './files.mjs';

const build = (folder) =>
  parseAllDocuments(execFileSync('kubectl', ['kustomize', `${root}infra/k8s/${folder}`], { encoding: 'utf8' })).map((document) => document.toJS());

const modelOf = async ({ apiVersion, kind }) => {
  const group = apiVersion.replace(/^(apps|batch|autoscaling|policy)\//, '$1/');
  const module = await import(`kubernetes-models/${group}`);
  return module[kind];
};

const workloads = (objects) => objects.filter(({ kind }) => ['Deployment', 'StatefulSet', 'Job'].includes(kind));

for (const folder of ['base', 'paper']) {
  test(`every object of ${folder} fits its schema`, async () => {
    const objects = build(folder);
    assert.ok(objects.length > 15);
    for (const object of objects) {
      const Model = await modelOf(object);
      assert.ok(Model, `${object.apiVersion} ${object.kind} is not known`);
      new Model(object).validate();
    }
  });

  test(`no container of ${folder} has rights that it does not need`, () => {
    for (const { metadata, spec } of workloads(build(folder))) {
      const pod = spec.template.spec;
      assert.equal(pod.securityContext.runAsNonRoot, true, metadata.name);
      assert.equal(pod.automountServiceAccountToken, false, metadata.name);
      for (const { securityContext: own, resources, image } of pod.containers) {
        assert.deepEqual(own.capabilities.drop, ['ALL'], metadata.name);
        assert.equal(own.readOnlyRootFilesystem, true, metadata.name);
        assert.equal(own.allowPrivilegeEscalation, false, metadata.name);
        assert.ok(resources.limits.memory && resources.requests.memory, metadata.name);
        assert.match(image, /:\d/, `${metadata.name} names no version`);
      }
    }
  });

  test(`every role of ${folder} that runs is probed, and asked for on the port where it listens`, () => {
    for (const { kind, metadata, spec } of workloads(build(folder)).filter(({ kind: of }) => of !== 'Job')) {
      const [container] = spec.template.spec.containers;
      const ports = container.ports.map(({ containerPort }) => containerPort);
      for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'])
        assert.ok(ports.includes(container[probe]?.httpGet.port), `${kind} ${metadata.name}: ${probe}`);
      assert.equal(container.readinessProbe.httpGet.path, '/health/ready', metadata.name);
    }
  });
}

test('policies, budgets and scaling name what exists', () => {
  const objects = build('base');
  const names = workloads(objects).map(({ spec }) => spec.template.metadata.labels['app.kubernetes.io/name']);
  const selected = objects.filter(({ kind }) => ['NetworkPolicy', 'PodDisruptionBudget', 'Service'].includes(kind))
    .map(({ kind, spec }) => (kind === 'NetworkPolicy' ? spec.podSelector : kind === 'Service' ? { matchLabels: spec.selector } : spec.selector))
    .map((selector) => selector.matchLabels?.['app.kubernetes.io/name']).filter(Boolean);
  assert.ok(selected.length > 8);
  for (const name of selected) assert.ok(names.includes(name), `${name} is no workload`);
  for (const { spec } of objects.filter(({ kind }) => kind === 'HorizontalPodAutoscaler')) assert.ok(names.includes(spec.scaleTargetRef.name));
});

test('a way in is closed unless a policy opens it, and the engine is opened to the program alone', () => {
  const policies = build('base').filter(({ kind }) => kind === 'NetworkPolicy');
  const all = policies.find(({ metadata }) => metadata.name === 'default-deny');
  assert.deepEqual(all.spec.podSelector, {});
  assert.deepEqual(all.spec.policyTypes, ['Ingress', 'Egress']);
  const engine = policies.find(({ metadata }) => metadata.name === 'engine').spec.ingress[0];
  const from = engine.from.map((peer) => peer.podSelector?.matchLabels['app.kubernetes.io/name'] ?? peer.namespaceSelector?.matchLabels['kubernetes.io/metadata.name']);
  assert.deepEqual(from.sort(), ['monitor', 'monitoring', 'scheduler', 'web', 'worker']);
});
