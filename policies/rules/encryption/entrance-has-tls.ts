import { defineRule } from '../../engine/rule.ts';
import type { Fields, Verdict } from '../../engine/types.ts';
import { openReason, show } from '../shared/value.ts';
import { fieldsOf, listOf, textOf } from '../shared/workload.ts';

const expected = 'TLS on every entrance';

/** Every entrance to the cluster speaks TLS. */
export const entranceHasTls = defineRule({
  id: 'ENC-003',
  title: 'Every entrance to the cluster speaks TLS.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-32-1-a', 'c5-2026/CRY-02', 'iso-27001/A.8.24', 'nis2/art-21-2'],
  selects: ['Ingress', 'Gateway'],
  whenSilent: 'indeterminate',
  rationale: 'Clinicians and partner systems come in through it, with patient data and their own credentials.',
  remedy:
    'Ingress: list every host under spec.tls with a secretName. Gateway: protocol HTTPS or TLS with certificateRefs',
  evaluate: (subject) => {
    const spec = fieldsOf(subject.body.spec);
    return subject.kind === 'Ingress' ? ingress(spec) : listeners(spec);
  },
});

function* ingress(spec: Fields): Generator<Verdict> {
  const covered = listOf(spec.tls).flatMap((entry) => listOf(fieldsOf(entry).hosts));
  if (listOf(spec.tls).length === 0) {
    yield {
      result: 'fail',
      path: ['spec', 'tls'],
      found: '(nothing)',
      because: 'no host of it has a certificate',
      expected,
    };
    return;
  }
  for (const [index, rule] of listOf(spec.rules).entries()) {
    const host = textOf(fieldsOf(rule).host);
    const fine =
      host === undefined || covered.length === 0 || covered.some((name) => name === host || matches(name, host));
    const because = `${host ?? ''} is not among the hosts of spec.tls`;
    yield {
      result: fine ? 'pass' : 'fail',
      path: ['spec', 'rules', index, 'host'],
      found: show(host),
      because,
      expected,
    };
  }
}

function matches(name: unknown, host: string): boolean {
  return typeof name === 'string' && name.startsWith('*.') && host.slice(host.indexOf('.')) === name.slice(1);
}

function* listeners(spec: Fields): Generator<Verdict> {
  for (const [index, listener] of listOf(spec.listeners).entries()) {
    const { protocol } = fieldsOf(listener);
    const encrypted = protocol === 'HTTPS' || protocol === 'TLS';
    const path = ['spec', 'listeners', index, 'protocol'];
    const because = 'the listener takes requests unencrypted';
    const unknown = openReason(protocol);
    const result = unknown !== undefined ? 'indeterminate' : encrypted ? 'pass' : 'fail';
    yield { result, path, found: show(protocol), because: unknown ?? because, expected };
  }
}
